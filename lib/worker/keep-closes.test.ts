import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { closeMonth } from '@/lib/commands/cost/close/close-month';
import { createTestLedger, type TestLedger, toCsv, toDelivery, toFile } from '@/lib/store/cost-ledger/test-ledger';
import { createCloseUpkeep } from './keep-closes';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await createTestLedger();
});
afterAll(() => ledger.close());

const actor: Actor = {
  kind: 'person',
  id: null,
  personId: null,
  label: 'Fay',
  grants: [{ role: 'finance', scope: { kind: 'all' } }],
};

async function deliver(cost: string, arrived: string) {
  const row = { BilledCost: cost, EffectiveCost: cost, BillingPeriodStart: '2026-10-01T00:00:00Z' };
  const delivery = toDelivery([toFile(toCsv([row]))], { billingMonth: '2026-10', version: arrived });
  await ledger.keepDelivery(delivery, new Date(arrived));
}

async function countKept(): Promise<number> {
  const { rows } = await ledger.database.pool.query('SELECT count(*)::int AS count FROM cost_close_difference');
  return rows[0].count;
}

test('why a closed month changed is worked out when a bill comes, once, before anybody asks', async () => {
  const { database, folder, engine } = ledger;
  const keep = createCloseUpkeep(database, {
    ledgerFolder: folder.root,
    now: () => new Date('2026-11-09T00:00:00Z'),
    stopping: new AbortController().signal,
  });
  await deliver('5', '2026-11-02T00:00:00Z');
  expect(await keep()).toBe(0);
  await closeMonth(
    { actor, database, now: new Date('2026-11-08T00:00:00Z'), requestId: 'test' },
    { month: '2026-10', comment: 'Closed.', overrideReason: null },
    async () => ({ root: folder.root, engine }),
  );
  expect(await keep()).toBe(1);
  expect(await countKept()).toBe(1);
  expect(await keep()).toBe(0);
  await deliver('7', '2026-11-08T12:00:00Z');
  expect(await keep()).toBe(1);
  expect(await countKept()).toBe(2);
  expect(await keep()).toBe(0);
});
