/** What the bridge inside the sidebar frame and the client around it say to each other with postMessage. */

export interface InvokeMessage {
  wecom: 'invoke';
  /** Unique over all documents this frame has shown: an answer for the last one is none for this one. */
  call: string;
  name: string;
  params: Record<string, unknown>;
  pageUrl: string;
}

export type ToFrameMessage =
  | { wecom: 'result'; call: string; result: object }
  /** The client shows this web view again, perhaps beside another chat. */
  | { wecom: 'shown' };

/** The frame's name tells the page what the real client would just know. */
export function frameName(webViewId: string, userAgent: string): string {
  return `wecom-web-view:${webViewId}:${userAgent}`;
}

export function parseFrameName(name: string): { webViewId: string; userAgent: string } | null {
  const [, webViewId, userAgent] = /^wecom-web-view:([^:]+):(.+)$/.exec(name) ?? [];
  return webViewId && userAgent ? { webViewId, userAgent } : null;
}
