import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const dist = fileURLToPath(new URL('../dist', import.meta.url));

/** What the first view loads, as the built page names it. */
function firstView(extension: string): string[] {
  if (!existsSync(`${dist}/index.html`)) throw new Error('the sidebar is not built: run `pnpm build`');
  const html = readFileSync(`${dist}/index.html`, 'utf8');
  return [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)]
    .map(([, path = '']) => path)
    .filter((path) => path.endsWith(extension));
}

/** Gzipped kilobytes of all of them, and of what the page itself carries inline. */
function weigh(files: string[]): number {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(dist + file)).length, 0) / 1000;
}

describe('the first view, as built', () => {
  it('loads at most 60 KB of JavaScript', () => {
    const files = firstView('.js');

    expect(files.length).toBeGreaterThan(0);
    expect(weigh([...files, '/index.html'])).toBeLessThanOrEqual(60);
  });

  it('loads at most 15 KB of CSS', () => {
    const files = firstView('.css');

    expect(files.length).toBeGreaterThan(0);
    expect(weigh(files)).toBeLessThanOrEqual(15);
  });

  it('names no other host', () => {
    const html = readFileSync(`${dist}/index.html`, 'utf8');

    expect(html.match(/(?:src|href)="(?:https?:)?\/\//g)).toBeNull();
  });
});
