/** An IP address as its bytes in network order: 4 for IPv4, 16 for IPv6. */
export type Address = readonly number[];

/** All addresses that share their first `prefixLength` bits with `network`. */
export interface AddressRange {
  network: Address;
  /** Bits, 0–32 for IPv4 and 0–128 for IPv6. */
  prefixLength: number;
}

/** Whether the range holds the address; never across IPv4 and IPv6. */
export function isInRange(address: Address, range: AddressRange): boolean {
  if (address.length !== range.network.length) return false;
  return range.network.every((byte, index) => {
    const bits = Math.min(8, Math.max(0, range.prefixLength - index * 8));
    const mask = 0xff & (0xff00 >> bits);
    return ((address[index] as number) & mask) === (byte & mask);
  });
}
