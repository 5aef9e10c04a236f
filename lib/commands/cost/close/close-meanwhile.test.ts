import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { dismissDelivery, takeDismissalBack } from '@/lib/commands/cost/dismiss-delivery';
import { readCloses } from '@/lib/store/cost-close/read-closes';
import { createTestLedger, type TestLedger, toCsv, toDelivery, toFile } from '@/lib/store/cost-ledger/test-ledger';
import { closeMonth } from './close-month';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await createTestLedger();
});
afterAll(() => ledger.close());

const finance: Actor = {
  kind: 'person',
  id: null,
  personId: null,
  label: 'Fay Finance',
  grants: [{ role: 'finance', scope: { kind: 'all' } }],
};
const at = (now: string) => ({ actor: finance, database: ledger.database, now: new Date(now), requestId: 'test' });

async function deliver(month: `${number}-${number}`, scope: string, cost: string, arrived: string): Promise<string> {
  const row = { BilledCost: cost, BillingPeriodStart: `${month}-01T00:00:00Z`, BillingAccountId: scope };
  const delivery = toDelivery([toFile(toCsv([row]))], { billingMonth: month, version: arrived, scope });
  const { months } = await ledger.keepDelivery(delivery, new Date(arrived));
  expect(months[0]?.state).toBe(cost === 'x' ? 'quarantined' : 'kept');
  return String(months[0]?.deliveryId);
}

/** Closes a month as it is known on 3 November, without a reason for any obstacle; `meanwhile` happens while it does. */
const close = (month: `${number}-${number}`, meanwhile: () => Promise<unknown>) =>
  closeMonth(at('2026-11-03T00:00:00Z'), { month, comment: 'Closed.', overrideReason: null }, async () => {
    await meanwhile();
    return { root: ledger.folder.root, engine: ledger.engine };
  });

test('a bill that cannot be read and comes while a month is closed refuses it', async () => {
  await deliver('2026-06', 'payer/export', '1', '2026-07-02T00:00:00Z');
  await expect(close('2026-06', () => deliver('2026-06', 'other', 'x', '2026-11-03T00:00:01Z'))).rejects.toThrow(
    'meanwhile',
  );
  expect(await readCloses(ledger.database.pool, '2026-06')).toEqual([]);
});

test('so does a dismissal that is taken back meanwhile', async () => {
  await deliver('2026-07', 'payer/export', '1', '2026-08-02T00:00:00Z');
  const id = await deliver('2026-07', 'other', 'x', '2026-08-03T00:00:00Z');
  await dismissDelivery(at('2026-08-04T00:00:00Z'), id, 'It was a test.');
  await expect(close('2026-07', () => takeDismissalBack(at('2026-11-03T00:00:01Z'), id))).rejects.toThrow('meanwhile');
  expect(await readCloses(ledger.database.pool, '2026-07')).toEqual([]);
});

test('what was dismissed before, and still is, lets it close', async () => {
  await deliver('2026-08', 'payer/export', '1', '2026-09-02T00:00:00Z');
  const id = await deliver('2026-08', 'other', 'x', '2026-09-03T00:00:00Z');
  await dismissDelivery(at('2026-09-04T00:00:00Z'), id, 'It was a test.');
  await close('2026-08', async () => undefined);
  const [kept] = await readCloses(ledger.database.pool, '2026-08');
  expect(kept?.checklist.find(({ id: item }) => item === 'quarantined')).toMatchObject({ state: 'notice' });
});
