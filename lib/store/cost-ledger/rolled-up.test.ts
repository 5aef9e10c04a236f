import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { formatAmount } from '@/lib/domain/cost/amount';
import { readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import { tallyRollups } from '@/lib/store/cost-rollups/tally-rollups';
import { chooseDelivery } from './choose-delivery';
import { createTestLedger, type TestLedger, type TestRow, toCsv, toDelivery, toFile } from './test-ledger';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await createTestLedger();
});
afterAll(() => ledger.close());
beforeEach(() => ledger.empty());

const at = (minute: number) => new Date(Date.UTC(2026, 10, 3, 0, minute));
const bill = (rows: readonly TestRow[], scope = 'payer/export') =>
  toDelivery([toFile(toCsv(rows))], { scope, source: scope === 'payer/export' ? 'aws-focus' : 'focus-file' });

/** What roll-ups tell by team at an instant; `-`: of no team. */
async function byTeam(minute: number) {
  const known = await readKnownDeliveries(ledger.database.pool, at(minute));
  const tally = await tallyRollups(
    ledger.database.pool,
    {
      deliveries: known.filter((delivery) => delivery.counts),
      metric: 'billed',
      dimension: 'team',
      filters: new Map(),
      reach: null,
    },
    { dimension: 'team', within: null },
    { from: '2026-10-01', to: '2026-10-31' },
  );
  return Object.fromEntries(
    [...tally.entries()].map(([{ label }, { amount }]) => [label ?? '-', formatAmount(amount)]),
  );
}

test('a delivery is added up when it comes to count, and the older stays as it was', async () => {
  await ledger.keepDelivery(bill([{ BilledCost: '1.5', Tags: '{"Team":" vision "}' }, { BilledCost: '2' }]), at(0));
  await ledger.keepDelivery(bill([{ BilledCost: '4', Tags: '{"team":"speech"}' }]), at(5));
  expect(await byTeam(1)).toEqual({ vision: '1.5', '-': '2' });
  expect(await byTeam(6)).toEqual({ speech: '4' });
});

test('a delivery in quarantine is not added up, and the last good one goes on counting', async () => {
  await ledger.keepDelivery(bill([{ BilledCost: '1' }]), at(0));
  await ledger.keepDelivery(bill([{ BilledCost: 'plenty' }]), at(5));
  expect(await byTeam(6)).toEqual({ '-': '1' });
});

test('the delivery that a person chooses of two brings its sums along', async () => {
  await ledger.keepDelivery(bill([{ BilledCost: '5' }]), at(0));
  const { months } = await ledger.keepDelivery(bill([{ BilledCost: '9' }], 'by hand'), at(1));
  expect(await byTeam(2)).toEqual({ '-': '5' });
  await ledger.database.prisma.$transaction((tx) => chooseDelivery(tx, String(months[0]?.deliveryId), at(10)));
  expect([await byTeam(9), await byTeam(10)]).toEqual([{ '-': '5' }, { '-': '9' }]);
});
