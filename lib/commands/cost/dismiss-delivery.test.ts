import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { listDeliveries } from '@/lib/store/cost-ledger/list-deliveries';
import { createTestLedger, type TestLedger, toCsv, toDelivery, toFile } from '@/lib/store/cost-ledger/test-ledger';
import { readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import { toCostSources } from '@/lib/views/cost/cost-sources';
import { readDeliveries } from '@/lib/views/cost/deliveries/read-deliveries';
import { toDelivery as toTold } from '@/lib/views/cost/deliveries/to-delivery';
import { dismissDelivery, takeDismissalBack } from './dismiss-delivery';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await createTestLedger();
});
afterAll(() => ledger.close());

const at = (day: number, hour = 0) => new Date(Date.UTC(2026, 10, day, hour));
const finance: Actor = {
  kind: 'person',
  id: null,
  personId: null,
  label: 'finance',
  grants: [{ role: 'finance', scope: { kind: 'all' } }],
};
const context = (now: Date, actor = finance) => ({ actor, database: ledger.database, now, requestId: 'test' });
const deliver = async (row: Record<string, string>, scope: string, now: Date) => {
  const said = { scope, source: 'focus-file', title: scope } as const;
  const { months } = await ledger.keepDelivery(toDelivery([toFile(toCsv([row]))], said), now);
  return String(months[0]?.deliveryId);
};
/** What October lacks as known at an instant. */
const lacking = async (asOf: Date) => {
  const range = { from: '2026-10-01', to: '2026-10-31' };
  return toCostSources(await readKnownDeliveries(ledger.database.pool, asOf), [], {
    metric: 'billed',
    range,
    asOf,
  }).flatMap(({ missing }) => missing);
};
const recorded = (action: string) => ledger.database.prisma.auditEntry.findMany({ where: { action } });

test('a refused import is dismissed with a reason, from then on, and can be taken up again', async () => {
  const id = await deliver({ BilledCost: 'x' }, 'junk', at(2));
  await dismissDelivery(context(at(3)), id, '  It was a test.  ');
  expect(await lacking(at(2, 12))).toHaveLength(1);
  expect(await lacking(at(3))).toEqual([]);
  expect(await recorded('cost.dismiss-delivery')).toMatchObject([
    { outcome: 'done', targetId: id, detail: { scope: 'junk', month: '2026-10', reason: 'It was a test.' } },
  ]);
  await expect(dismissDelivery(context(at(4)), id, 'Again.')).rejects.toThrow('dismissed already');
  await takeDismissalBack(context(at(5)), id);
  expect(await lacking(at(4))).toEqual([]);
  expect(await lacking(at(5))).toHaveLength(1);
  expect(await recorded('cost.undismiss-delivery')).toMatchObject([{ detail: { was: 'It was a test.' } }]);
  await expect(takeDismissalBack(context(at(6)), id)).rejects.toThrow('not dismissed');
  // Decided twice within a moment: what was decided last holds.
  await dismissDelivery(context(at(5)), id, 'It was a test after all.');
  expect(await lacking(at(6))).toEqual([]);
});

test('the list tells who dismissed it, when and why; a bounded reach is not told why', async () => {
  const query = { state: ['quarantined' as const], superseded: false, limit: 50 };
  const all = await readDeliveries({ actor: finance, database: ledger.database, now: at(7) }, query);
  expect(all.items).toMatchObject([
    { scope: 'junk', dismissal: { by: 'finance', reason: 'It was a test after all.', at: '2026-11-05T00:00:00.001Z' } },
  ]);
  const wanted = { superseded: false, scopes: null, after: null, limit: 1 };
  const [listed] = await listDeliveries(ledger.database.pool, wanted);
  expect(listed && toTold(listed, { isBounded: true }).dismissal).toMatchObject({ by: 'finance', reason: null });
});

test('another refusal after it waits again; what counts is not dismissed', async () => {
  const again = await deliver({ BilledCost: 'y' }, 'junk', at(8));
  expect(await lacking(at(8))).toHaveLength(1);
  const good = await deliver({ BilledCost: '1' }, 'junk', at(9));
  expect(await lacking(at(9))).toEqual([]);
  await expect(dismissDelivery(context(at(9)), good, 'x')).rejects.toThrow('in quarantine');
  await expect(dismissDelivery(context(at(9)), again, 'x')).rejects.toThrow('the last of its kind');
  await expect(dismissDelivery(context(at(9)), '0190c0de-0000-7000-8000-00000000dead', 'x')).rejects.toThrow('no such');
});

test('needs a reason, and the permission over everything', async () => {
  const id = await deliver({ BilledCost: 'z', BillingAccountId: 'b' }, 'other', at(10));
  await expect(dismissDelivery(context(at(10)), id, ' ')).rejects.toThrow('why');
  const viewer: Actor = { ...finance, label: 'viewer', grants: [{ role: 'viewer', scope: { kind: 'all' } }] };
  await expect(dismissDelivery(context(at(10), viewer), id, 'x')).rejects.toThrow('cost:write');
  const team: Actor = {
    ...finance,
    label: 'team',
    grants: [{ role: 'finance', scope: { kind: 'team', team: 'vision' } }],
  };
  await expect(dismissDelivery(context(at(10), team), id, 'x')).rejects.toThrow('over everything');
  expect(await ledger.database.prisma.costDismissal.count({ where: { deliveryId: id } })).toBe(0);
  expect((await recorded('cost.dismiss-delivery')).filter(({ outcome }) => outcome === 'denied')).toHaveLength(2);
});

test('the database refuses to change or delete a decision, and a dismissal without a reason', async () => {
  const { pool } = ledger.database;
  await expect(pool.query("UPDATE cost_dismissal SET reason = 'better'")).rejects.toThrow('only ever added to');
  await expect(pool.query('DELETE FROM cost_dismissal')).rejects.toThrow('only ever added to');
  for (const table of ['cost_dismissal', 'cost_delivery'])
    await expect(pool.query(`TRUNCATE ${table} CASCADE`)).rejects.toThrow('only ever added to');
  const insert = `INSERT INTO cost_dismissal (delivery_id, decided_at, decided_by, is_dismissed, reason)
    SELECT id, now(), 'x', true, $1 FROM cost_delivery LIMIT 1`;
  await expect(pool.query(insert, [null])).rejects.toThrow('cost_dismissal_reason');
  await expect(pool.query(insert, [' '])).rejects.toThrow('cost_dismissal_reason');
});
