import { apiPaths, WEB_VIEW_HEADER, type RefusedSignature } from '@sidecard/contracts/addresses';

declare global {
  interface Window {
    /** The bootstrap request the early script has sent, for the url it was sent about. */
    sidecardBootstrap?: { url: string; answer: Promise<Response> };
  }
}

/** The page's url as it is signed: whole, up to but excluding `#`. */
export function pageUrl(): string {
  return location.href.split('#')[0] ?? '';
}

export function askForBootstrap(
  mark: string,
  url: string,
  refused: RefusedSignature | null = null,
): Promise<Response> {
  const answer = fetch(apiPaths.bootstrap(url, refused), { headers: { [WEB_VIEW_HEADER]: mark } });
  // The bundle may not be there yet to hear of a failure; it will look at the answer itself.
  answer.catch(() => undefined);
  return answer;
}
