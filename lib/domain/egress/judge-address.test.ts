import { describe, expect, it } from 'vitest';
import type { Address, AddressRange } from './address';
import { isInRange } from './address';
import { classifyAddress } from './classify-address';
import { judgeAddress } from './judge-address';

const ten: AddressRange = { network: [10, 0, 0, 0], prefixLength: 8 };
const everything: AddressRange[] = [
  { network: [0, 0, 0, 0], prefixLength: 0 },
  { network: Array.from({ length: 16 }, () => 0), prefixLength: 0 },
];
const nat64 = (v4: Address): Address => [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, ...v4];

describe('an address', () => {
  it('lies in a range by its first bits', () => {
    expect(isInRange([172, 31, 255, 255], { network: [172, 16, 0, 0], prefixLength: 12 })).toBe(true);
    expect(isInRange([172, 32, 0, 0], { network: [172, 16, 0, 0], prefixLength: 12 })).toBe(false);
    expect(isInRange([1, 2, 3, 4], { network: [0, 0, 0, 0], prefixLength: 0 })).toBe(true);
    expect(isInRange([10, 0, 0, 1], { network: [10, 0, 0, 1], prefixLength: 32 })).toBe(true);
  });

  it.each<[Address, string]>([
    [[8, 8, 8, 8], 'public'],
    [[100, 100, 100, 200], 'metadata'],
    [[100, 100, 100, 201], 'private'],
    [[169, 254, 1, 1], 'link-local'],
    [[0, 1, 2, 3], 'unspecified'],
    [[255, 255, 255, 254], 'reserved'],
    [[255, 255, 255, 255], 'broadcast'],
  ])('%j is %s', (address, expected) => {
    expect(classifyAddress(address)).toBe(expected);
  });

  it('is allowed when public, and otherwise by rule', () => {
    expect(judgeAddress([8, 8, 8, 8], [])).toEqual({ allowed: true, byRule: false });
    expect(judgeAddress([10, 1, 1, 1], [])).toEqual({ allowed: false, reason: 'private', never: false });
    expect(judgeAddress([10, 1, 1, 1], [ten])).toEqual({ allowed: true, byRule: true });
  });

  it('is never allowed when it is, or leads to, a metadata service', () => {
    const refused = { allowed: false, reason: 'metadata', never: true };
    expect(judgeAddress([169, 254, 169, 254], everything)).toEqual(refused);
    expect(judgeAddress(nat64([169, 254, 169, 254]), everything)).toEqual(refused);
    expect(judgeAddress(nat64([8, 8, 8, 8]), [])).toEqual({ allowed: true, byRule: false });
    expect(judgeAddress(nat64([10, 1, 1, 1]), [])).toMatchObject({ allowed: false, reason: 'private' });
  });
});
