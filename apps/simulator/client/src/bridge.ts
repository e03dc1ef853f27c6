import { parseFrameName, type InvokeMessage, type ToFrameMessage } from './frame-protocol';

/**
 * Runs in the sidebar frame before any script of the page, and makes the frame a web view of the client: the user
 * agent, an own session storage, and `WeixinJSBridge` (5.4, 5.8). A page opened any other way is left alone.
 */

type Callback = (result: object) => void;
type EventHandler = (...args: unknown[]) => unknown;

const STORAGE_OWNER = 'wecom-simulator:web-view';

const webView = parseFrameName(window.name);
if (webView && window.parent !== window) {
  disguise(webView.userAgent);
  startWithEmptyStorage(webView.webViewId);
  installBridge();
}

function disguise(userAgent: string): void {
  Object.defineProperty(navigator, 'userAgent', { get: () => userAgent, configurable: true });
  Object.defineProperty(navigator, 'platform', { get: () => 'Win32', configurable: true });
}

/** A real web view has its own session storage; frames of one tab share theirs. */
function startWithEmptyStorage(webViewId: string): void {
  if (sessionStorage.getItem(STORAGE_OWNER) === webViewId) return;
  sessionStorage.clear();
  sessionStorage.setItem(STORAGE_OWNER, webViewId);
}

function installBridge(): void {
  const waiting = new Map<string, Callback>();
  const handlers = new Map<string, EventHandler>();

  window.addEventListener('message', (event: MessageEvent<ToFrameMessage>) => {
    if (event.source !== window.parent) return;
    switch (event.data.wecom) {
      case 'result':
        waiting.get(event.data.call)?.(event.data.result);
        waiting.delete(event.data.call);
        break;
      case 'shown':
        document.dispatchEvent(new Event('visibilitychange'));
        window.dispatchEvent(new Event('focus'));
        break;
    }
  });

  Object.assign(window, {
    WeixinJSBridge: {
      invoke(name: string, params: object, callback: Callback) {
        const call = crypto.randomUUID();
        waiting.set(call, callback);
        const message: InvokeMessage = {
          wecom: 'invoke',
          call,
          name,
          // The SDK leaves functions inside params; they cannot be cloned (5.4).
          params: JSON.parse(JSON.stringify(params ?? {})),
          pageUrl: location.href,
        };
        window.parent.postMessage(message, '*');
      },
      on(name: string, handler: EventHandler) {
        handlers.set(name, handler);
      },
    },
  });
  document.dispatchEvent(new Event('WeixinJSBridgeReady'));
}
