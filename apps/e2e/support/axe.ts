import axe, { type AxeResults } from 'axe-core';
import { expect, type Frame, type Page } from '@playwright/test';
import { frameOf, showIn } from './scheme.js';

/** That axe finds nothing in the page, light and dark: in the client's sidebar, or in the whole window. */
export async function axeFindsNothing(page: Page, inBrowser = false): Promise<void> {
  // All of it at once, so that nothing is half under the tabs; and no pointer, which makes what it rests on look otherwise.
  await page.setViewportSize({ width: page.viewportSize()?.width ?? 1280, height: 3600 });
  await page.mouse.move(0, 0);
  const frame = frameOf(page, inBrowser);
  await showIn('light', page, inBrowser);
  expect(await violationsIn(frame)).toEqual([]);
  // The colours are all that is otherwise.
  await showIn('dark', page, inBrowser);
  expect(await violationsIn(frame, 'color-contrast')).toEqual([]);
}

/** In the page's own frame, as if it were the only one. @param rule all of them, unless one is named */
async function violationsIn(frame: Frame, rule?: string) {
  await frame.evaluate(axe.source);
  const { violations } = await frame.evaluate(
    (options): Promise<AxeResults> => Reflect.get(window, 'axe').run(document, options),
    rule ? { runOnly: rule } : { rules: { 'target-size': { enabled: true } } },
  );
  return violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
  }));
}
