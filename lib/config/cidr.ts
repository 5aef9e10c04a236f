import ipaddr from 'ipaddr.js';

/** A network in canonical CIDR form, host bits cleared; a lone address becomes its /32 or /128. Null when it is neither. */
export function normaliseCidr(text: string): string | null {
  const [address, prefix, ...rest] = text.split('/');
  if (address === undefined || rest.length > 0) return null;
  const parsed = parseAddress(address);
  if (parsed === null) return null;
  const width = parsed.kind() === 'ipv4' ? 32 : 128;
  const length = prefix === undefined ? width : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (!(length >= 0 && length <= width)) return null;
  const network =
    parsed.kind() === 'ipv4'
      ? ipaddr.IPv4.networkAddressFromCIDR(`${parsed.toString()}/${length}`)
      : ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${length}`);
  return `${network.toString()}/${length}`;
}

/** Dotted decimal or IPv6 only: the old octal, hexadecimal and short spellings are refused. */
function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (ipaddr.IPv6.isValid(text)) return ipaddr.IPv6.parse(text);
  return null;
}
