import { expect, it } from 'vitest';
import type { CostSource } from '@/lib/api/contracts/cost';
import { judgeDays } from './judge-days';

const source = (given: Partial<CostSource>): CostSource => ({
  connectionId: null,
  title: 'factory',
  provider: 'aws',
  source: 'aws-focus',
  basis: 'billed',
  deliveredAt: '2026-11-10T06:00:00.000Z',
  arrivedAt: '2026-11-10T06:00:00.000Z',
  completeTo: '2026-11-09',
  unsettledFrom: '2026-11-07',
  missing: [],
  leftOut: [],
  ...given,
});
/** The first ten days of November; the last of them is today. */
const judge = (sources: readonly CostSource[], firstDelivered: string | null = '2026-10-01') => {
  const { isTold, isGrowing } = judgeDays(sources, { from: '2026-11-01', count: 10, firstDelivered });
  const list = (days: readonly boolean[]) => days.flatMap((is, index) => (is ? [index + 1] : []));
  return { told: list(isTold), growing: list(isGrowing) };
};

it('takes today for not told, and the three days before a delivery for growing', () => {
  expect(judge([source({})])).toEqual({ told: [1, 2, 3, 4, 5, 6, 7, 8, 9], growing: [7, 8, 9, 10] });
});

it('does not take a whole month for growing because it may be corrected until its end', () => {
  expect(judge([source({ unsettledFrom: '2026-11-01' })]).growing).toEqual([7, 8, 9, 10]);
  expect(judge([source({ unsettledFrom: null })]).growing).toEqual([]);
});

it('takes a day for told when every source that delivers tells it, and one at least', () => {
  const late = source({ missing: [{ from: '2026-11-08', to: '2026-11-09', why: 'Not delivered yet.' }] });
  expect(judge([source({}), late]).told).toEqual([1, 2, 3, 4, 5, 6, 7]);
  const nothing = { source: null, deliveredAt: null, completeTo: null, unsettledFrom: null } as const;
  const silent = source({ ...nothing, missing: [{ from: '2026-11-01', to: '2026-11-09', why: 'Never.' }] });
  expect(judge([source({}), silent]).told).toHaveLength(9);
  expect(judge([silent]).told).toEqual([]);
  expect(judge([source({ completeTo: '2026-11-03' })]).told).toEqual([1, 2, 3]);
});

it('takes days before anything was delivered for not told', () => {
  expect(judge([source({})], '2026-11-05').told).toEqual([5, 6, 7, 8, 9]);
  expect(judge([source({})], null).told).toEqual([]);
});
