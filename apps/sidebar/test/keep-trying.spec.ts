import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createRenderer } from 'vue';
import { keepTrying } from '../src/keep-trying';

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
const view = new EventTarget();
/** Draws nothing: what is looked at has no face. */
const { createApp } = createRenderer<object, object>({
  createElement: () => ({}),
  createText: () => ({}),
  createComment: () => ({}),
  insert: () => {},
  remove: () => {},
  parentNode: () => null,
  nextSibling: () => null,
  patchProp: () => {},
  setText: () => {},
  setElementText: () => {},
});

let tries = 0;
const app = () =>
  createApp({
    setup() {
      keepTrying(() => (tries += 1));
      return () => null;
    },
  });

beforeEach(() => {
  jest.useFakeTimers();
  tries = 0;
  Object.defineProperty(globalThis, 'document', { value: page, configurable: true });
  Object.defineProperty(globalThis, 'window', { value: view, configurable: true });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('what could not be sent', () => {
  it('is tried at once, every five seconds, when the network is back and when the page is shown again', async () => {
    const shown = app();
    shown.mount({});
    expect(tries).toBe(1);

    await jest.advanceTimersByTimeAsync(5_000);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(tries).toBe(3);
    view.dispatchEvent(new Event('online'));
    expect(tries).toBe(4);
    page.dispatchEvent(new Event('visibilitychange'));
    expect(tries).toBe(5);
    shown.unmount();
  });

  it('is not tried any more once its component is gone', async () => {
    const shown = app();
    shown.mount({});
    shown.unmount();

    await jest.advanceTimersByTimeAsync(10_000);
    view.dispatchEvent(new Event('online'));
    page.dispatchEvent(new Event('visibilitychange'));

    expect(tries).toBe(1);
    expect(jest.getTimerCount()).toBe(0);
  });
});
