/** Calls back whenever the page becomes visible or gains focus. @returns how to stop */
export function onPageShown(listener: () => void): () => void {
  const ifVisible = () => {
    if (document.visibilityState === 'visible') listener();
  };
  document.addEventListener('visibilitychange', ifVisible);
  window.addEventListener('focus', ifVisible);
  return () => {
    document.removeEventListener('visibilitychange', ifVisible);
    window.removeEventListener('focus', ifVisible);
  };
}
