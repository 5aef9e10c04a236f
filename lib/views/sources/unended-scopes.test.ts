import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { inventoryQuerySchema } from '@/lib/api/contracts/inventory';
import type { InventoryItem } from '@/lib/domain/resource';
import { noPlacement } from '@/lib/domain/site/placement';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import type { InventoryScope, ReadingConnection } from '@/lib/store/inventory/inventory-scope';
import { createTestConnection, testScope, toTestItem, writeTestScope } from '@/lib/store/inventory/test-inventory';
import { writePart } from '@/lib/store/inventory/write-scope';
import { WrittenParts } from '@/lib/store/inventory/written-parts';
import { readConnection } from '@/lib/views/connections/list-connections';
import { readInventoryPage } from '@/lib/views/inventory/read-inventory-page';
import { readOverview } from '@/lib/views/overview/read-overview';
import { listSources } from './list-sources';

let database: TestDatabase;
let connection: ReadingConnection;
const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 12, minute));
const grants = [{ role: 'operator' as const, scope: { kind: 'all' as const } }];
const actor: Actor = { kind: 'person', id: null, personId: null, label: 'test', grants };
const contextAt = (minute: number) => ({ actor, database, now: at(minute) });

/** The scope whose listing no run has brought to its end. */
const unended: InventoryScope = { ...testScope, region: 'us-east-1' };
const unendedItems = Array.from({ length: 3 }, (_, index) => toTestItem(`part-${index}`, { region: unended.region }));
const endedItems = [toTestItem('vol-0'), toTestItem('vol-1')];

async function writeUnendedPart(items: InventoryItem[], readAt: Date): Promise<void> {
  const part = { connection, placement: noPlacement, scope: unended, items, readAt };
  await writePart(database.pool, part, new WrittenParts(), async () => undefined);
}

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.prisma.connection.deleteMany();
  connection = await createTestConnection(database, 'acme');
  const connectionId = connection.id;
  await database.prisma.connection.update({ where: { id: connectionId }, data: { createdAt: at(0) } });
  await database.prisma.collectionSchedule.create({
    data: { connectionId, capability: 'inventory', nextDueAt: at(5) },
  });
  await writeTestScope(database.pool, connection, endedItems, { readAt: at(0) });
  const run = { connectionId, capability: 'inventory', fencingToken: 1 };
  await database.prisma.collectionRun.create({
    data: { ...run, outcome: 'complete', startedAt: at(0), finishedAt: at(0) },
  });
  await writeUnendedPart(unendedItems, at(1));
});

const pageAt = (minute: number) =>
  readInventoryPage(contextAt(minute), inventoryQuerySchema.parse({ region: unended.region }));

describe('a scope that has resources but was never read to its end', () => {
  it('leaves its source with a gap, and every figure a floor', async () => {
    const { items: sources } = await listSources(contextAt(2));
    expect(sources).toMatchObject([
      {
        freshness: 'fresh',
        gaps: [{ fault: 'outcome-unknown', account: unended.account, region: unended.region, subject: unended.kind }],
      },
    ]);
    const { totals } = await readOverview(contextAt(2));
    expect(totals.resources).toEqual({ value: 5, atLeast: true });
    expect((await pageAt(2)).total).toEqual({ value: 3, atLeast: true });
  });

  it('keeps its connection from standing as read whole', async () => {
    const { status, statusSentence, resources } = await readConnection(contextAt(2), connection.id);
    expect({ status, statusSentence }).toEqual({
      status: 'warning',
      statusSentence: expect.stringContaining('has not come to its end'),
    });
    expect(resources).toEqual({ value: 5, atLeast: true });
    const { attention } = await readOverview(contextAt(2));
    expect(attention).toMatchObject([{ title: 'acme is read in part', status: 'warning' }]);
  });

  it('expires with what was written of it, though the connection is read', async () => {
    await writeTestScope(database.pool, connection, endedItems, { readAt: at(39) });
    const { items, total } = await pageAt(40);
    expect(items.map(({ status, freshness }) => [status, freshness])).toEqual(Array(3).fill(['unknown', 'expired']));
    expect(total.value).toBe(3);
    const { totals, attention } = await readOverview(contextAt(40));
    expect(totals.resources).toEqual({ value: 2, atLeast: true });
    expect(attention.map(({ title }) => title)).toContain('3 resources have not been seen for too long');
    await writeUnendedPart([toTestItem('part-9', { region: unended.region })], at(39));
    expect((await readOverview(contextAt(40))).totals.resources.value).toBe(6);
  });

  it('is whole once a run reads it to its end', async () => {
    await writeTestScope(database.pool, connection, unendedItems, { scope: unended, readAt: at(3) });
    const { items: sources } = await listSources(contextAt(4));
    expect(sources).toMatchObject([{ freshness: 'fresh', gaps: [] }]);
    expect((await readOverview(contextAt(4))).totals.resources).toEqual({ value: 5, atLeast: false });
    expect(await readConnection(contextAt(4), connection.id)).toMatchObject({ status: 'healthy' });
  });
});

describe('a connection whose first read goes on', () => {
  beforeEach(() => writeTestScope(database.pool, connection, unendedItems, { scope: unended, readAt: at(1) }));

  it.each(['running', 'abandoned'])(
    'has a gap and floors while its only run is %s, though every scope so far is whole',
    async (outcome) => {
      await database.prisma.collectionRun.updateMany({
        data: { outcome, finishedAt: outcome === 'running' ? null : at(1) },
      });
      const { items: sources } = await listSources(contextAt(2));
      expect(sources).toMatchObject([{ freshness: 'fresh', gaps: [{ code: 'FirstReadUnended' }] }]);
      const { totals } = await readOverview(contextAt(2));
      expect(totals.resources).toEqual({ value: 5, atLeast: true });
    },
  );

  it('is whole once that run has ended', async () => {
    const { items: sources } = await listSources(contextAt(2));
    expect(sources).toMatchObject([{ freshness: 'fresh', gaps: [] }]);
    expect((await readOverview(contextAt(2))).totals.resources).toEqual({ value: 5, atLeast: false });
  });
});
