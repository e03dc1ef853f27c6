import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';

const docs = new URL('../../../../docs/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, docs), 'utf8');

/** `corps[].apps[].agentId`, of everything there is in a YAML. */
function keysOf(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => keysOf(item, `${at}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) => {
    const path = at ? `${at}.${key}` : key;
    return [path, ...keysOf(inside, path)];
  });
}

/** That the example can be loaded is proved in load-config.spec.ts. */
const example = read('sidecard.example.yaml');
const known = new Set([
  ...keysOf(parse(example)),
  // What the example keeps in comments, each as a line that would stand there.
  ...[...example.matchAll(/^ +# (\w+): /gm)].map(([, key]) => `corps[].${key}`),
]);

it.each(['wecom-setup.md', 'wecom-setup.zh-CN.md'])('%s names only keys that the YAML has', (page) => {
  const named = [...read(page).matchAll(/`((?:corps\[\]|publicOrigin)[\w[\].]*)`/g)].map(
    ([, key = '']) => key,
  );

  expect(named.filter((key) => !known.has(key))).toEqual([]);
  // In whichever language: what everybody has to fill in.
  expect([...new Set(named)].toSorted()).toEqual([
    'corps[].apps[].agentId',
    'corps[].apps[].callback.encodingAesKey',
    'corps[].apps[].callback.token',
    'corps[].apps[].name',
    'corps[].apps[].secret',
    'corps[].corpId',
    'corps[].domainFile',
    'corps[].publicOrigin',
    'publicOrigin',
  ]);
});
