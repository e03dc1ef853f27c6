import { createHash } from 'node:crypto';
import type { AppConfig } from '../config/app-config.js';
import { localPlatform } from '../config/local-platform.js';

/** Where WeCom keeps the pictures of people (docs/wecom-notes.md). */
const AVATAR_HOSTS = ['https://*.qlogo.cn', 'https://*.qpic.cn'];

/**
 * The page's Content-Security-Policy: our own files, the early script by its hash, pictures of people, and nothing else.
 * Whatever somebody manages to write into a name or a remark, it can't run and has nobody to talk to.
 * @param html the built page
 */
export function pagePolicy(html: string, { server, wecom }: AppConfig): string {
  const directives = {
    'default-src': ["'none'"],
    'script-src': ["'self'", ...inlineScripts(html).map(hashSource)],
    'style-src': ["'self'"],
    // On this machine the platform draws its people itself.
    'img-src': ["'self'", 'data:', ...AVATAR_HOSTS, localPlatform(wecom)].filter((source) => source !== null),
    'connect-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': [server.framedBy ?? "'none'"],
  };
  return Object.entries(directives)
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ');
}

function inlineScripts(html: string): string[] {
  return [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(([, code = '']) => code);
}

function hashSource(code: string): string {
  return `'sha256-${createHash('sha256').update(code).digest('base64')}'`;
}
