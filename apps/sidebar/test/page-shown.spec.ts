import { beforeEach, describe, expect, it } from '@jest/globals';
import { onPageShown } from '../src/host/page-shown';

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
const view = new EventTarget();
let heard: boolean[];
beforeEach(() => {
  heard = [];
  page.visibilityState = 'visible';
  Object.defineProperty(globalThis, 'document', { value: page, configurable: true });
  Object.defineProperty(globalThis, 'window', { value: view, configurable: true });
});

function everythingHappens() {
  for (const persisted of [false, true])
    view.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
  page.dispatchEvent(new Event('visibilitychange'));
  view.dispatchEvent(new Event('focus'));
}

describe('a page', () => {
  it('is told when it comes out of the back/forward cache, becomes visible and gains focus', () => {
    const stop = onPageShown((isRestored) => heard.push(isRestored));

    everythingHappens();
    expect(heard).toEqual([true, false, false]);

    stop();
    everythingHappens();
    expect(heard).toHaveLength(3);
  });

  it('is not told while nobody sees it', () => {
    onPageShown((isRestored) => heard.push(isRestored));
    page.visibilityState = 'hidden';

    page.dispatchEvent(new Event('visibilitychange'));
    view.dispatchEvent(new Event('focus'));

    expect(heard).toEqual([]);
  });
});
