import { expect, test } from 'vitest';
import { formatDataSize } from './format-data-size';
import { formatPercent } from './format-percent';
import { nameTransferEnd } from './transfer-words';

test('a share never reads as nothing or as whole where it is not', () => {
  expect([0, 0.0001, 0.256, 0.9999, 1].map(formatPercent)).toEqual([
    '0.0%',
    'under 0.1%',
    '25.6%',
    'over 99.9%',
    '100.0%',
  ]);
});

test('bytes are told in units of a thousand, as prices of data are', () => {
  expect(['0', '999', '1500', '12884901888', '-2000000'].map(formatDataSize)).toEqual([
    '0 B',
    '999 B',
    '1.5 kB',
    '12.9 GB',
    '-2 MB',
  ]);
});

test('ends of transfers have the names people know', () => {
  expect(nameTransferEnd('aws/us-east-1', true)).toBe('AWS us-east-1');
  expect(nameTransferEnd('oslo', false)).toBe('oslo');
  expect([nameTransferEnd(null, true), nameTransferEnd(null, false)]).toEqual([
    'Destination not told',
    'Origin not told',
  ]);
  expect(nameTransferEnd('private-circuit', true)).toBe('Private circuit');
});
