import { expect, test } from 'vitest';
import type { CostSource } from '@/lib/api/contracts/cost';
import { judgeComplete } from './say-complete';

const source = (...from: string[]): CostSource => ({
  connectionId: null,
  title: 'A bill',
  provider: null,
  source: 'focus-file',
  basis: 'billed',
  deliveredAt: null,
  arrivedAt: null,
  completeTo: null,
  unsettledFrom: null,
  missing: from.map((day) => ({ from: day, to: '2026-11-30', why: 'It is missing.' })),
  leftOut: [],
});
const steps = [{ from: '2026-11-01', to: '2026-11-30', unsettled: false, missing: [] }];

test.each([
  [[source()], { isWhole: true, day: '2026-11-30' }],
  [[source(), source('2026-11-20', '2026-11-09')], { isWhole: false, day: '2026-11-08' }],
  [[source('2026-11-01')], { isWhole: false, day: null }],
  [[], null],
] as const)('a range is complete to the day before anything is missing', (sources, judged) =>
  expect(judgeComplete({ steps, sources: [...sources] })).toEqual(judged),
);
