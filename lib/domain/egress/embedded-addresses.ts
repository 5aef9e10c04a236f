import type { Address, AddressRange } from './address';

const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);

const mapped: AddressRange = { network: [...zeros(10), 0xff, 0xff, ...zeros(4)], prefixLength: 96 };
const compatible: AddressRange = { network: zeros(16), prefixLength: 96 };
const translated: AddressRange = { network: [...zeros(8), 0xff, 0xff, ...zeros(6)], prefixLength: 96 };
const wellKnownNat64: AddressRange = { network: [0x00, 0x64, 0xff, 0x9b, ...zeros(12)], prefixLength: 96 };
const sixToFour: AddressRange = { network: [0x20, 0x02, ...zeros(14)], prefixLength: 16 };

/** The IPv4 address that an IPv4-mapped IPv6 address (`::ffff:a.b.c.d`) is another spelling of; otherwise the address itself. */
export function toCanonicalAddress(address: Address): Address {
  return startsLike(address, mapped) ? address.slice(12) : address;
}

/** IPv4 addresses that a packet to this IPv6 address may end at: NAT64, 6to4, IPv4-compatible, IPv4-translated and ISATAP. */
export function embeddedAddresses(address: Address): Address[] {
  if (address.length !== 16) return [];
  if (startsLike(address, sixToFour)) return [address.slice(2, 6)];
  const isLastFourBytes =
    startsLike(address, wellKnownNat64) ||
    startsLike(address, translated) ||
    isIsatap(address) ||
    (startsLike(address, compatible) && !isShortCompatible(address));
  return isLastFourBytes ? [address.slice(12)] : [];
}

/** `::` and `::1` are addresses of their own, not IPv4-compatible ones. */
function isShortCompatible(address: Address): boolean {
  return address[12] === 0 && address[13] === 0 && address[14] === 0;
}

function isIsatap(address: Address): boolean {
  return (
    (address[8] === 0x00 || address[8] === 0x02) && address[9] === 0 && address[10] === 0x5e && address[11] === 0xfe
  );
}

function startsLike(address: Address, range: AddressRange): boolean {
  return (
    address.length === 16 &&
    range.network.slice(0, range.prefixLength / 8).every((byte, index) => byte === address[index])
  );
}
