import { expect, test } from 'vitest';
import type { CostSource } from '@/lib/api/contracts/cost';
import { toDefaultAttribution } from '@/lib/domain/cost/attribution-rules';
import { defaultTagRules } from '@/lib/domain/resource';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import { toStandings } from './known-days';

const delivery = (given: Partial<KnownDelivery>): KnownDelivery => ({
  id: 'd',
  connectionId: null,
  source: 'aws-focus',
  scope: 's',
  title: 't',
  billingMonth: '2026-10-01',
  basis: 'billed',
  coverage: 'all',
  state: 'kept',
  counts: true,
  deliveredAt: new Date('2026-11-03T00:00:00Z'),
  arrivedAt: new Date('2026-11-03T00:00:00Z'),
  firstDay: '2026-10-01',
  lastDay: '2026-10-31',
  rejectedRows: 0,
  isDismissed: false,
  billingAccounts: ['payer'],
  accountSums: null,
  rollup: { baseDay: '2026-10-01', attribution: toDefaultAttribution(defaultTagRules), tagKeys: [] },
  ...given,
});
const source = (given: Partial<CostSource>): CostSource => ({
  connectionId: null,
  title: 't',
  provider: 'aws',
  source: 'aws-focus',
  basis: 'billed',
  deliveredAt: null,
  arrivedAt: null,
  completeTo: null,
  unsettledFrom: null,
  missing: [],
  leftOut: [],
  ...given,
});
const range = { from: '2026-09-29', to: '2026-11-02' };

test('a day is known where a delivery covers it and no source is missing', () => {
  const missing = [{ from: '2026-10-05', to: '2026-10-06', why: '' }];
  const days = toStandings('aws', [source({ missing, unsettledFrom: '2026-10-30' })], [delivery({})], range);
  const known = (day: string) => days.get(day)?.isKnown;
  expect(['2026-09-30', '2026-10-01', '2026-10-05', '2026-10-07', '2026-10-31', '2026-11-01'].map(known)).toEqual([
    false,
    true,
    false,
    true,
    true,
    false,
  ]);
  expect(days.get('2026-10-29')?.isSettled).toBe(true);
  expect(days.get('2026-10-30')?.isSettled).toBe(false);
});

test('what another provider or a file covers is not known of this one', () => {
  expect(toStandings('azure', [], [delivery({})], range).get('2026-10-07')).toMatchObject({
    isKnown: false,
    isOfFiles: false,
  });
  const file = delivery({ source: 'focus-file' });
  expect(toStandings('azure', [], [file], range).get('2026-10-07')).toMatchObject({ isKnown: false, isOfFiles: true });
  expect(toStandings('aws', [], [delivery({ rollup: null })], range).get('2026-10-07')).toMatchObject({
    isKnown: false,
  });
});
