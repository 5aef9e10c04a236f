import { expect, test } from 'vitest';
import type { CostFigure } from '@/lib/api/contracts/cost';
import { judgeChange, sayIncomplete } from './judge-change';

const figure = (amount: string | null, part: Partial<CostFigure> = {}): CostFigure => ({
  amount,
  rows: 1,
  untoldRows: 0,
  atLeast: false,
  ...part,
});

test('a change between two whole periods is plain', () => {
  expect(judgeChange({ total: figure('12'), previous: figure('10') })).toEqual({
    difference: '2',
    share: '+20.0%',
    incomplete: null,
  });
});

test('a change from or to a period that is not whole says which one is not', () => {
  const floor = { atLeast: true };
  expect(judgeChange({ total: figure('12'), previous: figure('10', floor) })?.incomplete).toBe('before');
  expect(judgeChange({ total: figure('12', floor), previous: figure('10') })?.incomplete).toBe('now');
  expect(judgeChange({ total: figure('12', floor), previous: figure('10', floor) })?.incomplete).toBe('both');
  expect(sayIncomplete('before')).toBe('the days before may be incomplete');
});

test('there is no change where one of the two is not known', () => {
  expect(judgeChange({ total: figure(null), previous: figure('10') })).toBeNull();
  expect(judgeChange({ total: figure('12'), previous: null })).toBeNull();
  expect(judgeChange({ total: figure('12'), previous: figure('0', { rows: 0 }) })).toBeNull();
});
