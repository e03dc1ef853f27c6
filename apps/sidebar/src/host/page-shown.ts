/**
 * Calls back whenever the page becomes visible, gains focus, or comes out of the back/forward cache, in which it has kept
 * its memory while the web view was elsewhere.
 * @returns how to stop
 */
export function onPageShown(listener: (isRestored: boolean) => void): () => void {
  const ifVisible = () => {
    if (document.visibilityState === 'visible') listener(false);
  };
  const ifRestored = ({ persisted }: PageTransitionEvent) => {
    if (persisted) listener(true);
  };
  window.addEventListener('pageshow', ifRestored);
  document.addEventListener('visibilitychange', ifVisible);
  window.addEventListener('focus', ifVisible);
  return () => {
    window.removeEventListener('pageshow', ifRestored);
    document.removeEventListener('visibilitychange', ifVisible);
    window.removeEventListener('focus', ifVisible);
  };
}
