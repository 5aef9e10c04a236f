import ipaddr from 'ipaddr.js';
import type { AddressRange } from '@/lib/domain/egress/address';
import { toCanonicalAddress } from '@/lib/domain/egress/embedded-addresses';
import { Refusal } from '@/lib/domain/refusal';

const mappedBits = 96;

/** The deployment's allow rules as ranges. A rule is a CIDR (`10.20.0.0/16`, `fd12::/48`) or a single address. */
export function parseEgressRules(rules: readonly string[]): AddressRange[] {
  return rules.map(parseEgressRule);
}

function parseEgressRule(rule: string): AddressRange {
  const text = rule.trim();
  if (ipaddr.IPv4.isValidCIDRFourPartDecimal(text) || ipaddr.IPv6.isValidCIDR(text)) {
    const [network, prefixLength] = ipaddr.parseCIDR(text);
    return toCanonicalRange({ network: network.toByteArray(), prefixLength });
  }
  if (ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text)) {
    const network = ipaddr.parse(text).toByteArray();
    return toCanonicalRange({ network, prefixLength: network.length * 8 });
  }
  throw new Refusal('invalid', `The egress rule "${text}" is neither a CIDR such as 10.20.0.0/16 nor an address.`);
}

function toCanonicalRange(range: AddressRange): AddressRange {
  const network = toCanonicalAddress(range.network);
  const isUnmapped = network.length !== range.network.length && range.prefixLength >= mappedBits;
  return isUnmapped ? { network, prefixLength: range.prefixLength - mappedBits } : range;
}
