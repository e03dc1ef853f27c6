import type { Frame } from '@playwright/test';

/** What a finger needs, in CSS pixels. */
const FINGER = 44;

/**
 * What can be pressed, and answers in less than a finger’s breadth or height: `width × height: which`. Looked at from its middle,
 * for a row may answer for the link in it. Links within a line of text are as high as the line (WCAG 2.5.5 leaves them out too).
 */
export function tooSmallToTouch(frame: Frame): Promise<string[]> {
  return frame.evaluate((finger) => {
    const pressed = 'button, a[href], select, input, textarea, summary';

    function reach(one: HTMLElement, dx: number, dy: number): number {
      const { x, y, width, height } = one.getBoundingClientRect();
      const answers = (n: number) => {
        const hit = document.elementFromPoint(x + width / 2 + n * dx, y + height / 2 + n * dy);
        return hit !== null && (one.contains(hit) || hit.closest('label')?.contains(one) === true);
      };
      let n = 0;
      while (n < finger && answers(n)) n += 1;
      return n;
    }

    return [...document.querySelectorAll<HTMLElement>(pressed)]
      .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(':disabled, p a'))
      .flatMap((one) => {
        one.scrollIntoView({ block: 'center' });
        const width = reach(one, -1, 0) + reach(one, 1, 0);
        const height = reach(one, 0, -1) + reach(one, 0, 1);
        // The middle is counted from both sides, and may lie between two pixels.
        return width + 1 < finger || height + 1 < finger
          ? [`${width} × ${height}: ${one.outerHTML.slice(0, 200)}`]
          : [];
      });
  }, FINGER);
}
