import { isIPv6 } from 'node:net';

/** Groups of 16 bits: whoever has one IPv6 address has all of its /64. */
const NETWORK_GROUPS = 4;

/** What counts as one address: an IPv4 address, also one written as IPv6, or the /64 of an IPv6 address. */
export function networkOf(ip: string): string {
  const [address = ''] = ip.split('%');
  if (!isIPv6(address)) return ip;
  // Written in one way: short, in lower case, and without dots.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (text: string) => text.split(':').filter(Boolean);
  const [before, after] = [groups(head), groups(tail ?? '')];
  const all = [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after];
  const isMappedIpv4 = all.slice(0, 6).join(':') === '0:0:0:0:0:ffff';
  return isMappedIpv4 ? all.join(':') : all.slice(0, NETWORK_GROUPS).join(':');
}
