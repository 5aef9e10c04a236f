import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gap } from '@/lib/domain/provider-fault';
import type { InventoryItem } from '@/lib/domain/resource';
import { noPlacement } from '@/lib/domain/site/placement';
import { createTestDatabase, type TestDatabase } from '../database/test-database';
import type { ReadingConnection } from './inventory-scope';
import { createTestConnection, testGap, testScope, toTestItem, writeTestScope } from './test-inventory';
import { type ScopeWritten, writePart, writeScope } from './write-scope';
import { WrittenParts } from './written-parts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 12, minute));
const free = async () => undefined;

/** Writes all chunks but the last as parts and the last as the end; returns what the run counted, and its gaps. */
async function writeInParts(
  connection: ReadingConnection,
  chunks: InventoryItem[][],
  { readAt, gaps = [] }: { readAt: Date; gaps?: Gap[] },
): Promise<ScopeWritten> {
  const { pool } = database;
  const parts = new WrittenParts();
  const where = { connection, placement: noPlacement, scope: testScope };
  const total = { seen: 0, added: 0, changed: 0 };
  const add = ({ seen, added, changed }: typeof total) => {
    total.seen += seen;
    total.added += added;
    total.changed += changed;
  };
  for (const items of chunks.slice(0, -1)) add(await writePart(pool, { ...where, items, readAt }, parts, free));
  const [first, ...rest] = gaps;
  const completeness =
    first === undefined
      ? { complete: true as const }
      : { complete: false as const, gaps: [first, ...rest] satisfies [Gap, ...Gap[]] };
  const result = { items: chunks.at(-1) ?? [], completeness, readAt, source: 'test' };
  const ended = await writeScope(pool, { ...where, listed: first === undefined, result }, free, parts);
  add(ended.counts);
  return { counts: { ...ended.counts, ...total }, gaps: ended.gaps };
}

async function stateOf({ id: connectionId }: ReadingConnection) {
  const { prisma, pool } = database;
  const rows = await prisma.resource.findMany({ where: { connectionId }, orderBy: { nativeId: 'asc' } });
  const scope = await prisma.inventoryScope.findFirst({ where: { connectionId } });
  const facets = await pool.query(
    'select present, encode(cells, $2) as cells from inventory_facet where connection_id = $1',
    [connectionId, 'hex'],
  );
  return {
    rows: rows.map(({ nativeId, status, goneAt, lastSeenAt, firstSeenAt, changedAt }) => ({
      nativeId,
      status,
      goneAt,
      lastSeenAt,
      firstSeenAt,
      changedAt,
    })),
    scope: scope && { ...scope, connectionId: null },
    present: facets.rows.map(({ present }) => present),
  };
}

const itemsArbitrary = fc.uniqueArray(
  fc.record({ id: fc.integer({ min: 0, max: 40 }), status: fc.constantFrom('active' as const, 'failed' as const) }),
  { selector: ({ id }) => id, maxLength: 40 },
);
const toItems = (drawn: { id: number; status: 'active' | 'failed' }[]) =>
  drawn.map(({ id, status }) => toTestItem(`vol-${id}`, { status }));

describe('a scope written in parts', () => {
  it('ends as one written whole, whatever was there and wherever it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        itemsArbitrary,
        itemsArbitrary,
        fc.array(fc.nat({ max: 40 }), { maxLength: 3 }),
        fc.boolean(),
        async (before, after, cuts, complete) => {
          const [whole, parted] = [await createTestConnection(database), await createTestConnection(database)];
          for (const connection of [whole, parted])
            await writeTestScope(database.pool, connection, toItems(before), { readAt: at(0) });
          const gaps = complete ? [] : [testGap];
          const items = toItems(after);
          const bounds = [0, ...cuts.sort((left, right) => left - right), items.length];
          const chunks = bounds.slice(1).map((end, index) => items.slice(bounds[index], end));
          const expected = await writeTestScope(database.pool, whole, items, { readAt: at(5), gaps });
          expect(await writeInParts(parted, chunks, { readAt: at(5), gaps })).toEqual(expected);
          expect(await stateOf(parted)).toEqual(await stateOf(whole));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('counts a resource that two parts name once', async () => {
    const connection = await createTestConnection(database);
    const [one, two] = [toTestItem('vol-1'), toTestItem('vol-2')];
    const { counts } = await writeInParts(connection, [[one], [one, two], [two]], { readAt: at(0) });
    expect(counts).toEqual({ seen: 2, added: 2, changed: 0, gone: 0, held: 0 });
  });

  it('is not listed when a part answered for another account', async () => {
    const connection = await createTestConnection(database);
    await writeTestScope(database.pool, connection, [toTestItem('vol-1')], { readAt: at(0) });
    const foreign = toTestItem('vol-2', { account: '999999999999' });
    const { counts, gaps } = await writeInParts(connection, [[foreign], []], { readAt: at(5) });
    expect(counts).toMatchObject({ seen: 0, gone: 0 });
    expect(gaps).toMatchObject([{ fault: 'response-unexpected', message: expect.stringMatching(/^1 of 1 resources/) }]);
  });

  it('has not been read until it ends', async () => {
    const connection = await createTestConnection(database);
    const { pool, prisma } = database;
    const part = { connection, placement: noPlacement, scope: testScope, items: [toTestItem('vol-1')], readAt: at(0) };
    await writePart(pool, part, new WrittenParts(), free);
    const scope = await prisma.inventoryScope.findFirstOrThrow({ where: { connectionId: connection.id } });
    expect(scope).toMatchObject({ lastReadAt: null, lastCompleteAt: null });
    const { rows } = await stateOf(connection);
    expect(rows).toMatchObject([{ nativeId: 'vol-1', goneAt: null }]);
  });

  it('writes nothing without the lease', async () => {
    const connection = await createTestConnection(database);
    const part = { connection, placement: noPlacement, scope: testScope, items: [toTestItem('vol-1')], readAt: at(0) };
    const parts = new WrittenParts();
    const lost = new Error('lost');
    await expect(writePart(database.pool, part, parts, () => Promise.reject(lost))).rejects.toBe(lost);
    expect(parts.take(testScope).nativeIds.size).toBe(0);
    expect((await stateOf(connection)).rows).toEqual([]);
  });
});
