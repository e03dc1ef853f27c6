import { describe, expect, it, jest } from '@jest/globals';
import { keepBootstrap } from '../src/identity/kept-bootstrap';
import { bootstrapAnswer, openFakePage, type FakePage } from './fake-page';

const MARK = 'sidecard.mark:wwspruce/1000002';
const ROUNDS = 'sidecard.rounds:wwspruce/1000002';
const inWecom = 'wxwork/4.1.36 Language/zh ColorScheme/Light';

let page: FakePage;
let stopped: number;

/** A fresh document, in which the early script runs. */
async function begin(
  { hash = '', userAgent = inWecom }: { hash?: string; userAgent?: string } = {},
  prepare = () => {},
) {
  page = openFakePage(hash);
  stopped = 0;
  const replacements = {
    document: { documentElement: { dataset: {} } },
    matchMedia: () => ({ matches: false }),
    addEventListener: () => {},
    stop: () => (stopped += 1),
  };
  for (const [name, value] of Object.entries(replacements))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  Object.assign(navigator, { userAgent });
  delete window.sidecardBootstrap;
  prepare();
  jest.resetModules();
  await import('../src/early');
}

describe('the early script', () => {
  it('asks for the bootstrap with the mark of a web view that has proved somebody', async () => {
    await begin();

    expect(page.waiting()).toEqual([expect.stringMatching('/api/bootstrap')]);
    expect(window.sidecardBootstrap?.url).toBe(location.href);
    expect(page.leftFor).toEqual([]);
  });

  it('asks for nothing that is fresh', async () => {
    await begin({}, () => keepBootstrap(page.storage.get(MARK) ?? '', location.href, bootstrapAnswer));

    expect(page.waiting()).toEqual([]);
  });

  it.each([
    ['none', () => page.storage.delete(MARK)],
    ['one of another app', () => page.storage.set(MARK, `wwbegonia.1000002.${'a'.repeat(32)}`)],
  ])('leaves for the login, and stops everything behind it, where the mark is %s', async (_what, change) => {
    await begin({}, () => void change());

    expect(page.leftFor).toEqual([expect.stringMatching(/^\/api\/auth\/start\?.*way=client$/)]);
    expect(stopped).toBe(1);
    expect(page.waiting()).toEqual([]);
  });

  it.each([
    ['outside WeCom', { userAgent: 'Chrome/140' }, () => {}],
    ['after a login that has failed', { hash: '#login_error=NOT_A_MEMBER&request_id=r' }, () => {}],
    ['after three that led nowhere', {}, () => page.storage.set(ROUNDS, '3/3')],
  ])('leaves the page to explain %s', async (_when, how, prepare) => {
    await begin(how, () => {
      page.storage.delete(MARK);
      prepare();
    });

    expect([page.leftFor, page.waiting(), stopped]).toEqual([[], [], 0]);
  });

  it('asks for nothing after a login that has failed, though there is a mark', async () => {
    await begin({ hash: '#login_error=NOT_A_MEMBER&request_id=r' });

    expect(page.waiting()).toEqual([]);
  });
});
