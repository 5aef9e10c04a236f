import { type Address, type AddressRange, isInRange } from './address';

/**
 * What an address is for. `metadata`: a cloud's instance metadata or platform service. `opaque-tunnel`: an IPv6 range
 * whose IPv4 destination cannot be told from the address. `reserved`: set aside, not routed on the internet.
 */
export type AddressClass =
  | 'public'
  | 'private'
  | 'loopback'
  | 'reserved'
  | 'link-local'
  | 'metadata'
  | 'multicast'
  | 'unspecified'
  | 'broadcast'
  | 'opaque-tunnel';

const v4 = (a: number, b: number, c: number, d: number, prefixLength: number): AddressRange => ({
  network: [a, b, c, d],
  prefixLength,
});

/** `groups` are the leading 16-bit groups; the rest is zero. */
const v6 = (groups: number[], prefixLength: number): AddressRange => ({
  network: Array.from({ length: 16 }, (_, index) => {
    const group = groups[index >> 1];
    if (group === undefined) return 0;
    return index % 2 === 0 ? group >> 8 : group & 0xff;
  }),
  prefixLength,
});

/** First match wins, so narrower ranges stand before the wider ones that hold them. */
const classes: [AddressClass, AddressRange[]][] = [
  [
    'metadata',
    [
      v4(169, 254, 169, 254, 32),
      v4(168, 63, 129, 16, 32),
      v4(100, 100, 100, 200, 32),
      v4(192, 0, 0, 192, 32),
      v6([0xfd00, 0x0ec2], 32),
      v6([0xfd20, 0x00ce], 32),
    ],
  ],
  ['unspecified', [v4(0, 0, 0, 0, 8), v6([], 128)]],
  ['broadcast', [v4(255, 255, 255, 255, 32)]],
  ['link-local', [v4(169, 254, 0, 0, 16), v6([0xfe80], 10)]],
  ['multicast', [v4(224, 0, 0, 0, 4), v6([0xff00], 8)]],
  ['opaque-tunnel', [v6([0x0064, 0xff9b, 0x0001], 48), v6([0x2001, 0x0000], 32)]],
  ['loopback', [v4(127, 0, 0, 0, 8), v6([0, 0, 0, 0, 0, 0, 0, 1], 128)]],
  [
    'private',
    [v4(10, 0, 0, 0, 8), v4(172, 16, 0, 0, 12), v4(192, 168, 0, 0, 16), v4(100, 64, 0, 0, 10), v6([0xfc00], 7)],
  ],
  [
    'reserved',
    [
      v4(192, 0, 0, 0, 24),
      v4(192, 0, 2, 0, 24),
      v4(192, 88, 99, 0, 24),
      v4(198, 18, 0, 0, 15),
      v4(198, 51, 100, 0, 24),
      v4(203, 0, 113, 0, 24),
      v4(240, 0, 0, 0, 4),
      v6([0x0100], 64),
      v6([0x2001, 0x0db8], 32),
      v6([0x3fff], 20),
      v6([0x5f00], 16),
      v6([0xfec0], 10),
    ],
  ],
];

/** The class of an address as it stands; addresses embedded in it are classified apart. */
export function classifyAddress(address: Address): AddressClass {
  return classes.find(([, ranges]) => ranges.some((range) => isInRange(address, range)))?.[0] ?? 'public';
}
