import { expect, test } from 'vitest';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import { findUnpairedBases } from './unpaired-bases';

const october = { from: '2026-10-01', to: '2026-10-31' };

function half(subscription: string, coverage: 'billed' | 'effective'): KnownDelivery {
  const kind = coverage === 'billed' ? 'actual' : 'amortized';
  return {
    id: `${subscription}-${kind}`,
    connectionId: null,
    source: `azure-${kind}`,
    scope: `/subscriptions/${subscription}/providers/microsoft.costmanagement/exports/${kind}`,
    title: kind,
    billingMonth: '2026-10-01',
    basis: 'billed',
    coverage,
    state: 'kept',
    counts: true,
    deliveredAt: null,
    arrivedAt: new Date('2026-11-02T00:00:00Z'),
    firstDay: '2026-10-01',
    lastDay: '2026-10-31',
    rejectedRows: 0,
    isDismissed: false,
    billingAccounts: ['payer'],
    accountSums: null,
    rollup: null,
  };
}

test('halves of one scope are a pair', () => {
  const whole = [half('a', 'billed'), half('a', 'effective')];
  expect(findUnpairedBases(whole, october, 'billed')).toEqual(new Set());
  expect(findUnpairedBases(whole, october, 'effective')).toEqual(new Set());
});

test('halves of two scopes are none', () => {
  const crossed = [half('a', 'billed'), half('b', 'effective')];
  expect(findUnpairedBases(crossed, october, 'billed')).toEqual(new Set(['billed']));
  expect(findUnpairedBases(crossed, october, 'effective')).toEqual(new Set(['billed']));
});

test('a half that is missing in other days than those asked for is not missed', () => {
  expect(findUnpairedBases([half('a', 'billed')], { from: '2026-11-01', to: '2026-11-30' }, 'effective')).toEqual(
    new Set(),
  );
});
