import { isIP } from 'node:net';
import * as z from 'zod';

const NAMED = ['loopback', 'linklocal', 'uniquelocal'];

/** Addresses, networks like `10.0.0.0/8`, and names of networks, separated by commas. */
export const trustedProxies = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .refine(
    (entries) => entries.every(isProxy),
    `write addresses, networks like 10.0.0.0/8, or ${NAMED.join(', ')}, separated by commas`,
  );

function isProxy(entry: string): boolean {
  const [address = '', bits, ...more] = entry.split('/');
  const size = isIP(address) === 6 ? 128 : 32;
  const isRange = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= size);
  return NAMED.includes(entry) || (isIP(address) > 0 && isRange && more.length === 0);
}
