import { expect, it } from 'vitest';
import { formatBitRate } from './format-bit-rate';

it.each([
  [0, '0 bit/s'],
  [999, '999 bit/s'],
  [999.96, '1 kbit/s'],
  [1_500_000, '1.5 Mbit/s'],
  [100e9, '100 Gbit/s'],
  [2.5e15, '2500 Tbit/s'],
])('writes %d', (bits, text) => expect(formatBitRate(bits)).toBe(text));
