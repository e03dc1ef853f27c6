import { relative } from 'node:path';
import { execa } from 'execa';

const KEPT_BY_REDIS = '--exclude-dir=appendonlydir';
const KEPT_BY_MYSQL = '--exclude-dir=data';

const PHONE = /(?<![\w-])1[3-9]\d{9}(?![\w-])/g;
const phoneForGrep = '(^|[^[:alnum:]_-])1[3-9][0-9]{9}([^[:alnum:]_-]|$)';

export class Secrets {
  #known;

  constructor(known) {
    this.#known = [...new Set(known)];
    // A short one would be found anywhere.
    if (this.#known.some((secret) => secret.length < 12)) throw new Error('this is no secret');
  }

  foundIn(text) {
    return [
      ...this.#known.filter((secret) => text.includes(secret)).map(() => 'a secret'),
      ...[...text.matchAll(PHONE)].map(() => 'a phone number'),
    ];
  }

  async foundInFiles(folder) {
    const secrets = await filesWith(folder, ['-F', '-f', '-', KEPT_BY_REDIS], this.#known.join('\n'));
    const phones = await filesWith(folder, ['-E', '-e', phoneForGrep, KEPT_BY_REDIS, KEPT_BY_MYSQL]);
    return [
      ...secrets.map((file) => `a secret in ${file}`),
      ...phones.map((file) => `a phone number in ${file}`),
    ];
  }
}

/** @throws Error when grep has not looked, which is not the same as finding nothing */
async function filesWith(folder, args, input = '') {
  const { stdout, stderr, exitCode } = await execa('grep', ['-r', '-l', '-a', ...args, folder], {
    input,
    reject: false,
    env: { LC_ALL: 'C' },
  });
  // 2 with files found: another one has gone while it was looked at.
  if (exitCode !== 0 && exitCode !== 1 && !stdout) throw new Error(`grep: ${stderr}`);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((file) => relative(folder, file))
    .toSorted();
}
