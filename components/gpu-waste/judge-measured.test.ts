import { describe, expect, test } from 'vitest';
import type { GpuWasteCost } from '@/lib/api/contracts/gpu-waste';
import { noGpuTime } from '@/lib/domain/cost/gpu-use';
import { judgeCost, judgeTime, sayWasteShare } from './judge-measured';

const minority: GpuWasteCost = {
  basis: 'billed',
  currency: 'USD',
  total: '100',
  parts: { useful: '6', 'thrown-away': '0', idle: '1', 'not-allocated': '3', 'not-listed': '0', 'not-measured': '90' },
  measured: '10',
  waste: '4',
  perUsefulHour: '2',
};
const whole: GpuWasteCost = { ...minority, total: '10', parts: { ...minority.parts, 'not-measured': '0' } };
const none: GpuWasteCost = {
  ...minority,
  total: '90',
  parts: { ...minority.parts, useful: '0', idle: '0', 'not-allocated': '0' },
  measured: '0',
  waste: null,
};

describe('a cost', () => {
  test('is a floor of waste where not all of it is measured, and no waste where none is', () => {
    expect(judgeCost(minority)).toEqual({ share: 0.1, isAny: true, isAll: false });
    expect(judgeCost(whole)).toEqual({ share: 1, isAny: true, isAll: true });
    expect(judgeCost(none)).toEqual({ share: 0, isAny: false, isAll: false });
  });

  test('is not measured wholly where it was not listed, nor told a share where credits turn it round', () => {
    const turned = { ...minority, total: '-5', parts: { ...minority.parts, 'not-listed': '-105' } };
    expect(judgeCost(turned)).toEqual({ share: null, isAny: true, isAll: false });
  });
});

test('hours are floors where some of them are unknown', () => {
  expect(judgeTime({ ...noGpuTime, useful: 3, unknown: 1 })).toEqual({ share: 0.75, isAny: true, isAll: false });
  expect(judgeTime({ ...noGpuTime, idle: 3 })).toEqual({ share: 1, isAny: true, isAll: true });
  expect(judgeTime({ ...noGpuTime, unknown: 3 })).toEqual({ share: 0, isAny: false, isAll: false });
  expect(judgeTime(noGpuTime)).toEqual({ share: null, isAny: false, isAll: false });
});

describe('the share of waste', () => {
  test('says of how much it was measured, and never passes for the whole', () => {
    expect(sayWasteShare(minority, false)).toBe(
      'At least 4.0% of the GPU cost: 40.0% of the 10.0% of it that is measured.',
    );
    expect(sayWasteShare(whole, false)).toBe('40.0% of the GPU cost.');
    expect(sayWasteShare(whole, true)).toBe(
      '40.0% of the GPU cost. Bills are missing: what they would add to either is not known.',
    );
  });

  test('is not known where nothing is measured, or credits turn it round', () => {
    expect(sayWasteShare(none, false)).toBe('Its share is not known: nothing of the GPU cost is measured.');
    expect(sayWasteShare({ ...minority, total: '-5' }, false)).toBe('Its share is not known.');
  });
});
