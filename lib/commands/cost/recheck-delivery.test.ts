import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { defaultTagRules } from '@/lib/domain/resource';
import { createTestLedger, type TestLedger, toCsv, toDelivery, toFile } from '@/lib/store/cost-ledger/test-ledger';
import { recheckDelivery } from './recheck-delivery';

let ledger: TestLedger;
let connectionId: string;
beforeAll(async () => {
  ledger = await createTestLedger();
  const { id } = await ledger.database.prisma.connection.create({
    data: { provider: 'aws', name: 'factory', settings: {}, tagRules: { ...defaultTagRules }, intervalMs: 60_000 },
  });
  connectionId = id;
  await ledger.database.prisma.collectionSchedule.create({
    data: { connectionId: id, capability: 'cost', nextDueAt: new Date('2026-12-01T00:00:00Z') },
  });
});
afterAll(() => ledger.close());

const now = new Date('2026-11-10T00:00:00Z');
const finance: Actor = {
  kind: 'person',
  id: null,
  personId: null,
  label: 'finance',
  grants: [{ role: 'finance', scope: { kind: 'all' } }],
};
const recheck = (id: string) =>
  recheckDelivery({ actor: finance, database: ledger.database, now, requestId: 'test' }, id);
const deliver = (row: Record<string, string>, scope: string, of: string | null) =>
  ledger.keepDelivery(toDelivery([toFile(toCsv([row]))], { scope, connectionId: of, version: 'etag' }), now);

test('a refused delivery is opened again by the next run, which is asked for, and told once', async () => {
  const bad = await deliver({ BilledCost: 'x' }, 'bad', connectionId);
  const id = String(bad.months[0]?.deliveryId);
  await recheck(id);
  await recheck(id);
  expect((await ledger.database.prisma.costDelivery.findUniqueOrThrow({ where: { id } })).version).not.toBe('etag');
  expect((await ledger.database.prisma.collectionSchedule.findFirstOrThrow()).requestedAt).not.toBeNull();
  expect(await ledger.database.prisma.auditEntry.count({ where: { action: 'cost.recheck-delivery' } })).toBe(1);
  // The run finds the same bytes, reads them, and they are no better.
  const again = await deliver({ BilledCost: 'x' }, 'bad', connectionId);
  expect(again.months).toMatchObject([{ state: 'unchanged', deliveryId: id, rejectedRows: 1 }]);
  expect((await ledger.database.prisma.costDelivery.findUniqueOrThrow({ where: { id } })).version).toBe('etag');
});

test('what counts, what a person brought in, and what waits for a paused connection is not read again', async () => {
  const good = await deliver({ BilledCost: '1' }, 'good', connectionId);
  await expect(recheck(String(good.months[0]?.deliveryId))).rejects.toThrow('in quarantine');
  const own = await deliver({ BilledCost: 'x' }, 'own', null);
  await expect(recheck(String(own.months[0]?.deliveryId))).rejects.toThrow('Upload them again');
  const bad = await deliver({ BilledCost: 'y' }, 'paused', connectionId);
  await ledger.database.prisma.connection.update({ where: { id: connectionId }, data: { paused: true } });
  await expect(recheck(String(bad.months[0]?.deliveryId))).rejects.toThrow('paused');
  await expect(recheck('0190c0de-0000-7000-8000-00000000dead')).rejects.toThrow('no such delivery');
});
