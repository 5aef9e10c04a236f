import type pg from 'pg';
import { defaultTagRules } from '@/lib/domain/resource';
import { noPlacement } from '@/lib/domain/site/placement';
import type { Database } from '@/lib/store/database/database';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { toContentHash } from '@/lib/store/inventory/content-hash';
import { toInventoryRow } from '@/lib/store/inventory/inventory-row';
import type { ReadingConnection } from '@/lib/store/inventory/inventory-scope';
import { rebuildFacets } from '@/lib/store/inventory/rebuild-facets';
import { lockScope, recordRead } from '@/lib/store/inventory/scope-state';
import { upsertRows } from '@/lib/store/inventory/upsert-rows';
import { type GeneratedScope, generateScopes } from './generate-items';

export const estateSeed = 42;
const connectionNames = ['estate-a', 'estate-b', 'estate-c'];

/** The connections of the estate, made on first use. */
export async function ensureConnections({ prisma }: Database, names = connectionNames): Promise<ReadingConnection[]> {
  return Promise.all(
    names.map(async (name) => {
      const schedules = { create: { capability: 'inventory', nextDueAt: new Date() } };
      const { id } = await prisma.connection.upsert({
        where: { name },
        update: {},
        create: {
          provider: 'aws',
          name,
          settings: {},
          tagRules: { ...defaultTagRules },
          intervalMs: 86_400_000,
          schedules,
        },
      });
      return { id, provider: 'aws', tagRules: defaultTagRules };
    }),
  );
}

/** Fills an empty database with the estate; indexes that only reading needs are made afterwards. */
export async function seedEstate(database: Database, total: number, report: (sentence: string) => void): Promise<void> {
  const { pool } = database;
  const connections = await ensureConnections(database);
  const indexes = await dropReadIndexes(pool);
  let written = 0;
  for (const generated of generateScopes(total, estateSeed)) {
    await writeWhole(pool, connections, generated);
    const before = Math.floor(written / 100_000);
    written += generated.items.length;
    if (Math.floor(written / 100_000) > before) report(`${written} of ${total} resources written`);
  }
  for (const definition of indexes) await pool.query(definition);
  await pool.query('vacuum analyze');
}

async function writeWhole(
  pool: pg.Pool,
  connections: ReadingConnection[],
  { connection: index, scope, items }: GeneratedScope,
): Promise<void> {
  const connection = connections[index];
  if (connection === undefined) throw new RangeError(`There is no connection ${index}.`);
  const readAt = new Date();
  const writes = items.map((item) => {
    const row = toInventoryRow(item, connection, noPlacement);
    return { row, contentHash: toContentHash(row.content, null) };
  });
  await inTransaction(pool, async (client) => {
    await lockScope(client, connection.id, scope);
    await upsertRows(client, { connection, scope, readAt }, writes);
    await rebuildFacets(client, connection.id, scope);
    await recordRead(client, connection.id, scope, {
      readAt,
      gaps: [],
      listed: true,
      readAnything: true,
      vanishingHeld: false,
    });
  });
}

/** Drops what no write looks anything up in, and returns how to make it again. */
async function dropReadIndexes(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ indexname: string; indexdef: string }>(
    `select indexname, indexdef from pg_indexes where schemaname = 'public' and tablename = 'resource'
     and indexname not in ('resource_pkey', 'resource_connection_id_kind_native_id_key', 'resource_in_scope')`,
  );
  for (const { indexname } of rows) await pool.query(`drop index "${indexname}"`);
  return rows.map(({ indexdef }) => indexdef);
}
