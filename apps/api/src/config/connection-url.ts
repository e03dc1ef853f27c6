import * as z from 'zod';

const mysqlShape = 'mysql://user:password@host:3306/database';
const redisShape = 'redis://:password@host:6379/0';

export const mysqlUrl = connectionUrl(['mysql:'], /^\/[\w$-]+$/, mysqlShape);
export const redisUrl = connectionUrl(['redis:', 'rediss:'], /^(\/\d*)?$/, redisShape);

/**
 * A url with a password in it, checked here because those who open it would refuse it without a name. What is said of a
 * flaw never holds any of it: with a sign that is not encoded, part of the password stands where the host should.
 */
function connectionUrl(protocols: string[], path: RegExp, shape: string) {
  return z
    .string()
    .refine(
      (text) => isSound(text, protocols, path),
      `write it like ${shape}, with special signs of the password percent-encoded`,
    );
}

function isSound(text: string, protocols: string[], path: RegExp): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, search, hash, username, password } = new URL(text);
  return (
    protocols.includes(protocol) &&
    hostname !== '' &&
    path.test(pathname) &&
    !search.includes('@') &&
    hash === '' &&
    [username, password].every(isEncoded)
  );
}

function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
