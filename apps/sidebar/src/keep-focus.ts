/**
 * Whoever works by keyboard goes on where they were, also when the button they have pressed is gone or can't be pressed
 * for a moment: the focus comes back to it, or goes to what was around it. Comes after the first view, with `later.ts`.
 */

/** What has the focus, or had it when it was taken away; and all around it, nearest first. */
let held: HTMLElement[] = [];

document.addEventListener('focusin', ({ target }) => {
  held = [];
  for (let one = target; one instanceof HTMLElement && one !== document.body; one = one.parentElement)
    held.push(one);
});

document.addEventListener('focusout', ({ target }) => {
  setTimeout(() => {
    // Somebody has pressed beside it: that is no loss.
    if (target === held[0] && target instanceof HTMLElement && canHold(target) && isNowhere()) held = [];
  });
});

// Whatever takes something away gives the focus to what is better, if it knows: therefore later.
new MutationObserver(() => setTimeout(giveBack)).observe(document.body, {
  childList: true,
  subtree: true,
  attributeFilter: ['disabled'],
});

function giveBack(): void {
  if (!document.hasFocus() || !isNowhere()) return;
  const [lost] = held;
  const next = held.find(canHold);
  if (!next) return;
  if (next !== lost) next.tabIndex = -1;
  next.focus({ preventScroll: true });
}

function isNowhere(): boolean {
  return document.activeElement === document.body;
}

function canHold(element: HTMLElement): boolean {
  return element.isConnected && element.getClientRects().length > 0 && !element.matches(':disabled');
}
