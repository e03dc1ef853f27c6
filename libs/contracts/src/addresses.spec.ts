import { describe, expect, it } from '@jest/globals';
import { parseSidebarPath, parseWebViewMark, sidebarPath, webViewMark } from './addresses.js';

const app = { corpId: 'ww1a2b', agentId: 1000002 };

describe('the sidebar’s path', () => {
  it('is read as it is written', () => {
    expect(parseSidebarPath(sidebarPath(app))).toEqual(app);
    expect(parseSidebarPath(`${sidebarPath(app)}/`)).toEqual(app);
  });

  it.each(['/', '/s', '/s/ww1a2b', '/s/ww1a2b/x', '/s/ww1a2b/0', '/s/a/b/1', '/s/ww%2F/1', '/x/s/ww/1'])(
    'is not %s',
    (path) => expect(parseSidebarPath(path)).toBeNull(),
  );
});

describe('a web view’s mark', () => {
  it('carries its corp and agent', () => {
    expect(parseWebViewMark(webViewMark(app, 'a'.repeat(32)))).toEqual(app);
  });

  it.each([
    '',
    'x',
    'ww1a2b.1000002',
    `ww1a2b.1000002.${'a'.repeat(21)}`,
    `ww.x.${'a'.repeat(32)}`,
    `a.b.1.${'a'.repeat(32)}`,
  ])('is not "%s"', (mark) => expect(parseWebViewMark(mark)).toBeNull());
});
