import ipaddr from 'ipaddr.js';
import type { Address } from '@/lib/domain/egress/address';

/**
 * The address a host text spells, in any spelling a resolver or URL parser would take as one: decimal, octal,
 * hexadecimal and short IPv4, bracketed or zoned IPv6, trailing dots. Null when the text is a name.
 */
export function parseAddress(host: string): Address | null {
  const text = host
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.+$/, '')
    .replace(/%.*$/, '');
  return ipaddr.isValid(text) ? ipaddr.parse(text).toByteArray() : null;
}
