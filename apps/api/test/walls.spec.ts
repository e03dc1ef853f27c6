import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiPaths, sidebarPath } from '@sidecard/contracts';
import type { AppConfig } from '../src/config/app-config.js';
import { pagePolicy } from '../src/walls/page-policy.js';
import { everyRoute } from './support/every-route.js';
import { startSystem, type System } from './support/system.js';
import { loggedIn, sprucesSales } from './support/web-view.js';

const EARLY = 'window.early = 1;';
const HTML = `<!doctype html><html><head><script>${EARLY}</script></head><body><script type="module" src="/assets/a.js"></script></body></html>`;

let files: string;
let system: System;
beforeAll(async () => {
  files = mkdtempSync(join(tmpdir(), 'sidecard-walls-'));
  mkdirSync(join(files, 'assets'));
  writeFileSync(join(files, 'index.html'), HTML);
  writeFileSync(join(files, 'assets/a.js'), 'export {};');
  system = await startSystem({
    configure: (config) => {
      config.sidebarFiles = files;
    },
  });
});
afterAll(async () => {
  await system.close();
  rmSync(files, { recursive: true });
});

const policyOf = (headers: Headers) =>
  new Map(
    (headers.get('content-security-policy') ?? '').split(/; ?/).map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );

describe('the page', () => {
  it('runs our own files and the early script, and nothing that somebody has written into it', async () => {
    const { headers } = await fetch(system.apiUrl + sidebarPath(sprucesSales));

    const policy = policyOf(headers);
    const hash = createHash('sha256').update(EARLY).digest('base64');
    expect(Object.fromEntries(policy)).toEqual({
      'default-src': ["'none'"],
      'script-src': ["'self'", `'sha256-${hash}'`],
      'style-src': ["'self'"],
      'img-src': ["'self'", 'data:', 'https://*.qlogo.cn', 'https://*.qpic.cn', system.simulator.url],
      'connect-src': ["'self'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
    });
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*(?!\.q)/);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cache-control')).toBe('no-cache');
  });

  it('may be framed by the simulator where that is said, and by nobody else', () => {
    const config: AppConfig = structuredClone({ ...system.config });
    config.server.framedBy = 'http://127.0.0.1:4600';

    expect(pagePolicy(HTML, config)).toContain('frame-ancestors http://127.0.0.1:4600');
  });

  it('shows pictures of people from where WeCom keeps them, and on this machine from the simulator', () => {
    const real: AppConfig = structuredClone({ ...system.config });
    real.wecom.apiBaseUrl = 'https://qyapi.weixin.qq.com';

    const hosts = "img-src 'self' data: https://*.qlogo.cn https://*.qpic.cn";
    expect(pagePolicy(HTML, real)).toContain(`${hosts};`);
    expect(pagePolicy(HTML, system.config)).toContain(`${hosts} ${system.simulator.url};`);
  });
});

describe('https', () => {
  const saidOver = async (proto: string) =>
    (
      await fetch(system.apiUrl + sidebarPath(sprucesSales), { headers: { 'x-forwarded-proto': proto } })
    ).headers.get('strict-transport-security');

  it('is all that our own host speaks, once it has been spoken; of other hosts nothing is said', async () => {
    expect(await saidOver('https')).toBe('max-age=31536000');
  });

  it('is not asked for over http, where anybody could ask for it', async () => {
    expect(await saidOver('http')).toBeNull();
  });
});

describe('what is no page', () => {
  it.each(Object.entries(everyRoute))('%s may be kept by nobody and do nothing', async (_name, { ask }) => {
    const webView = await loggedIn(system);

    const { headers } = await ask(webView, { headers: { 'x-forwarded-proto': 'https' } });

    expect(headers.get('cache-control')).toMatch(/no-store/);
    expect(policyOf(headers).get('default-src')).toEqual(["'none'"]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('is not opened to other origins by asking first', async () => {
    const preflight = await fetch(system.apiUrl + apiPaths.followUps('wmLinXiaoyu'), {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });

    expect(preflight.status).toBe(404);
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });
});
