import { expect, test } from 'vitest';
import { costDimensions } from '@/lib/domain/cost/cost-dimension';
import { toNextDimension } from './next-dimension';

test('looking into a value goes on until its rows', () => {
  expect(toNextDimension('provider', {})).toBe('account');
  expect(toNextDimension('account', {})).toBe('service');
  expect(toNextDimension('service', {})).toBe('sku');
  expect(toNextDimension('sku', {})).toBeNull();
});

test('what already has one value is passed, what has several is not', () => {
  expect(toNextDimension('provider', { account: ['1'] })).toBe('service');
  expect(toNextDimension('provider', { account: ['1', '2'] })).toBe('account');
  expect(toNextDimension('provider', { account: ['1'], service: ['EC2'], sku: ['x'] })).toBeNull();
});

test.each(costDimensions)('every way from %s ends', (dimension) => {
  const one = Object.fromEntries(costDimensions.map((name) => [name, ['x']]));
  expect(toNextDimension(dimension, one)).toBeNull();
});
