/**
 * A page whose bundle does not arrive would stay empty, and the words are in the bundle. So these few are in the page.
 * Chinese first.
 */
export function explainMissingScripts(): void {
  window.addEventListener(
    'error',
    (event) => {
      if (!(event.target instanceof HTMLScriptElement)) return;
      const words = document.createElement('p');
      words.setAttribute('role', 'alert');
      words.dataset['testid'] = 'missing-scripts';
      words.style.cssText = 'padding:25vh 24px;text-align:center;font:16px/1.7 sans-serif';
      words.textContent =
        '页面没有加载完整，请检查网络后重新打开侧边栏。 The page has not loaded completely. ';
      const again = document.createElement('a');
      again.href = location.href.split('#')[0] ?? '';
      again.textContent = '重试 Try again';
      words.append(again);
      document.body.replaceChildren(words);
    },
    // Errors of elements do not bubble.
    { capture: true },
  );
}
