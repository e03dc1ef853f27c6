import { expect, type Frame, type Locator, type Page } from '@playwright/test';

/** What has the focus in the page, as somebody at the keyboard must find it. */
interface Focus {
  called: string;
  isVisible: boolean;
  /** From the top of the page. Pixels. */
  top: number;
}

/** The page's frame, gone through by keyboard alone. Wherever a key leads, the focus is there to be seen. */
export class Keyboard {
  constructor(
    private readonly page: Page,
    private readonly frame: () => Frame,
  ) {}

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** By Tab, from where the focus is. @returns where it has been meanwhile, in order */
  async goTo(target: Locator, { back = false } = {}): Promise<Focus[]> {
    const stops: Focus[] = [];
    for (let presses = 0; presses < 60; presses += 1) {
      await this.press(back ? 'Shift+Tab' : 'Tab');
      const stop = await this.sees();
      expect(stop, `from ${JSON.stringify(stops.at(-1))} to ${JSON.stringify(stop)}`).toMatchObject({
        isVisible: true,
      });
      stops.push(stop);
      if (await target.evaluate((element) => element === document.activeElement)) return stops;
    }
    throw new Error(`it is not reached: ${stops.map(({ called }) => called).join(', ')}`);
  }

  /** Until something of the page has the focus to stay: it is on its way while an answer is, and what it was on is going. */
  async isHeld(): Promise<void> {
    await expect
      .poll(() =>
        this.frame().evaluate(async () => {
          const holder = document.activeElement;
          await new Promise((resolve) => setTimeout(resolve, 200));
          const isStill = holder === document.activeElement && holder?.matches(':disabled') === false;
          return isStill ? holder.tagName : 'BODY';
        }),
      )
      .not.toBe('BODY');
  }

  private sees(): Promise<Focus> {
    return this.frame().evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) {
        return { called: 'nothing', isVisible: false, top: 0 };
      }
      const { left, top, width, height } = element.getBoundingClientRect();
      const { outlineStyle, borderTopColor, backgroundColor } = getComputedStyle(element);
      const isMarked = outlineStyle !== 'none' || borderTopColor !== backgroundColor;
      // A date has parts of its own, of which the last, its button, is within the field and is not the field.
      const isFocused = element.matches(':focus-visible, input[type=date]:focus-within');
      const middle = document.elementFromPoint(left + width / 2, Math.max(0, top) + Math.min(height, 20) / 2);
      return {
        called: element.ariaLabel ?? element.textContent.trim().slice(0, 20),
        isVisible: isFocused && isMarked && middle !== null && element.contains(middle),
        top: top + scrollY,
      };
    });
  }
}
