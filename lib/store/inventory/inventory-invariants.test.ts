import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InventoryItem } from '@/lib/domain/resource';
import { createTestDatabase, type TestDatabase } from '../database/test-database';
import { readCollectionState } from './collection-state';
import { countMatching } from './count-matching';
import { cellDimensions, unpackCells } from './facet-cells';
import type { InventoryScope } from './inventory-scope';
import { purgeGone } from './purge-gone';
import { facetColumns, lastSeenColumn } from './rebuild-facets';
import { retireScopes } from './retire-scopes';
import { createTestConnection, testGap, testScope, toTestItem, writeTestScope } from './test-inventory';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const scopes: InventoryScope[] = [
  testScope,
  { ...testScope, region: 'us-east-1' },
  { ...testScope, region: 'global' },
  { ...testScope, kind: 'bucket' },
];

const itemArbitrary = fc.record({
  id: fc.integer({ min: 0, max: 30 }),
  status: fc.constantFrom('active' as const, 'failed' as const),
  owner: fc.constantFrom(null, 'ada', 'grace'),
  tagsKnown: fc.boolean(),
  gpus: fc.constantFrom(null, 0, 8),
});
const readArbitrary = fc.record({
  act: fc.constant('read' as const),
  scope: fc.nat({ max: scopes.length - 1 }),
  items: fc.uniqueArray(itemArbitrary, { selector: ({ id }) => id, maxLength: 25 }),
  complete: fc.boolean(),
});
const stepArbitrary = fc.oneof(
  { weight: 6, arbitrary: readArbitrary },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('retire' as const), kept: fc.subarray(scopes) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('purge' as const) }) },
);

function toItem(
  scope: InventoryScope,
  drawn: typeof itemArbitrary extends fc.Arbitrary<infer T> ? T : never,
): InventoryItem {
  return toTestItem(`r-${drawn.id}`, {
    kind: scope.kind,
    region: scope.region === 'global' ? (drawn.id % 2 === 0 ? 'us-east-1' : 'eu-west-1') : scope.region,
    status: drawn.status,
    tags: drawn.tagsKnown ? (drawn.owner === null ? {} : { owner: drawn.owner }) : null,
    accelerators:
      drawn.gpus === null
        ? null
        : drawn.gpus === 0
          ? []
          : [{ model: 'NVIDIA H100', count: drawn.gpus, memoryBytes: null }],
  });
}

async function cube(connectionId: string): Promise<string[]> {
  const facets = await database.prisma.inventoryFacet.findMany({ where: { connectionId } });
  return facets
    .flatMap((facet) => {
      const table = unpackCells(Buffer.from(facet.cells));
      return Array.from({ length: table.length }, (_, index) =>
        JSON.stringify([
          facet.account,
          facet.region,
          facet.kind,
          ...cellDimensions.map((dimension) => table.values[dimension][table.codes[dimension][index] ?? -1]),
          table.counts[index],
          table.accelerators[index],
          table.lastSeenAt[index] ?? null,
        ]),
      );
    })
    .sort();
}

async function groupBy(connectionId: string): Promise<string[]> {
  const { rows } = await database.pool.query(
    `select r.account, r.scope_region, r.kind, ${facetColumns}, r.status, count(*)::int as count,
       coalesce(sum(r.gpu_count), 0)::int as accelerators, ${lastSeenColumn}
     from resource r where r.connection_id = $1 and r.gone_at is null group by 1, 2, 3, 4, 5, 6, 7, 8, 9, r.last_seen_at`,
    [connectionId],
  );
  return rows
    .map((row) =>
      JSON.stringify([
        row.account,
        row.scope_region,
        row.kind,
        ...cellDimensions.map((dimension) => row[dimension]),
        row.count,
        row.accelerators,
        row.lastSeenAt,
      ]),
    )
    .sort();
}

describe('after any history of reads', () => {
  it('the facet counts are those of the resources, and no read with gaps has removed anything', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepArbitrary, { minLength: 1, maxLength: 12 }), async (history) => {
        const connection = await createTestConnection(database);
        for (const [minute, step] of history.entries()) {
          const readAt = new Date(Date.UTC(2026, 10, 1, 12, minute));
          const presentBefore = await present(connection.id);
          if (step.act === 'read') {
            const scope = scopes[step.scope] ?? testScope;
            const items = step.items.map((drawn) => toItem(scope, drawn));
            const gaps = step.complete ? [] : [testGap];
            const { counts } = await writeTestScope(database.pool, connection, items, { scope, readAt, gaps });
            const presentAfter = await present(connection.id);
            expect(presentAfter.length).toBe(presentBefore.length + counts.added - counts.gone);
            for (const item of items) expect(presentAfter).toContain(`${item.kind} ${item.nativeId}`);
            if (!step.complete) expect(presentAfter).toEqual(expect.arrayContaining(presentBefore));
          } else if (step.act === 'retire') {
            const gone = await retireScopes(
              database.pool,
              { connection, scopes: step.kept, accounts: null, readAt },
              async () => undefined,
            );
            expect((await present(connection.id)).length).toBe(presentBefore.length - gone.gone);
          } else {
            await purgeGone(database.pool, new Date(readAt.getTime() + 31 * 86_400_000));
            expect(await present(connection.id)).toEqual(presentBefore);
          }
          expect(await cube(connection.id)).toEqual(await groupBy(connection.id));
          const question = {
            filter: { connection: [connection.id] },
            reach: { everything: true as const },
            now: readAt,
          };
          const state = await readCollectionState(database.pool, readAt);
          expect((await countMatching(database.pool, question, state)).value).toBe(
            (await present(connection.id)).length,
          );
        }
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});

async function present(connectionId: string): Promise<string[]> {
  const rows = await database.prisma.resource.findMany({ where: { connectionId, goneAt: null } });
  return rows.map(({ kind, nativeId }) => `${kind} ${nativeId}`).sort();
}
