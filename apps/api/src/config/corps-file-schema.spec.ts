import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';

/** What editors say of a sidecard.yaml. That the schema is up to date, compiled.spec.ts sees. */
const root = new URL('../../../../', import.meta.url);
const read = (path: string) => readFileSync(fileURLToPath(new URL(path, root)), 'utf8');
const example = read('docs/sidecard.example.yaml');
const schema: object = JSON.parse(read('docs/sidecard.schema.json'));
const validate = new Ajv2020({ allErrors: true }).compile(schema);

/** Where an editor would underline something. */
function underlined(yaml: string): string[] {
  validate(parse(yaml));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

it('the example names the schema, from where it is copied to, and is as it says', () => {
  const [, path = ''] = /^# yaml-language-server: \$schema=(\S+)$/m.exec(example) ?? [];
  expect(JSON.parse(read(path))).toEqual(schema);
  expect(underlined(example)).toEqual([]);
  // Everything in it that is commented out, too.
  const all = example.replaceAll(/^( +)# ( *)(?=- |\w+: |\w+:$)/gm, '$1$2');
  expect(Object.keys(parse(all).corps[0])).toEqual(expect.arrayContaining(['crm', 'webhook', 'stages']));
  expect(underlined(all)).toEqual([]);
});

describe('underlines', () => {
  it.each([
    ['a key nobody knows', 'quietAfterDays: 30', 'quietDays: 30', '/corps/0 must NOT have additional'],
    ['a key in the wrong place', 'publicOrigin: https', 'origin: https', ' must NOT have additional'],
    ['a secret in the file', '{ env: SIDECARD_SECRET_SALES }', 's3kret', '/corps/0/apps/0/secret must be'],
    ['an agent id in quotes', 'agentId: 1000002', "agentId: '1000002'", '/apps/0/agentId must be integer'],
    ['an app without a name', 'name: 客户名片', '', "/corps/0/apps/0 must have required property 'name'"],
    ['a corp id with a space', 'corpId: ww1234567890abcdef', 'corpId: ww 12', '/corpId must match pattern'],
    ['an hour there is not', "at: '03:00'", "at: '33:00'", '/corps/0/nightly/at must match pattern'],
    ['proving never', 'proveIdentity: every-webview', 'proveIdentity: never', '/proveIdentity must be equal'],
    ['more days than there are', 'quietAfterDays: 30', 'quietAfterDays: 0', '/quietAfterDays must be >= 1'],
  ])('%s', (_what, right, wrong, said) => {
    expect(example).toContain(right);
    expect(underlined(example.replace(right, wrong))).toContainEqual(expect.stringContaining(said));
  });
});
