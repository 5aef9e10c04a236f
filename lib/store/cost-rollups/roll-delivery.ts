import type pg from 'pg';
import type { Attribution } from '@/lib/domain/cost/attribution-rules';
import type { CostEngine } from '@/lib/store/cost-ledger/cost-engine';
import type { Database } from '@/lib/store/database/database';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { computeRollup } from './compute-rollup';
import { readDeliveryFiles } from './delivery-files';
import { readAttribution } from './read-attribution';
import { writeRollup } from './write-rollup';

interface RollOptions {
  /** Absent: the rules in force now for what its connection delivers. */
  attribution?: Attribution;
  /** Called first in the transaction that writes; what it throws leaves everything as it was. */
  prove?: (client: pg.ClientBase) => Promise<void>;
}

/**
 * Adds a recorded delivery up in place of what it added up to before: for one that has no roll-up, or after rules changed.
 * `root`: the ledger's folder.
 */
export async function rollDelivery(
  { database, engine, root }: { database: Pick<Database, 'pool'>; engine: CostEngine; root: string },
  { id, connectionId }: { id: string; connectionId: string | null },
  now: Date,
  { attribution, prove }: RollOptions = {},
): Promise<void> {
  const { pool } = database;
  const files = await readDeliveryFiles(pool, root, [id]);
  const rules = attribution ?? (await readAttribution(pool, connectionId));
  const paths = files.map(({ path }) => path);
  const rollup = await engine.withConnection((connection) => computeRollup(connection, paths, rules));
  await inTransaction(pool, async (client) => {
    await prove?.(client);
    await writeRollup((sql, parameters) => client.query(sql, parameters), id, rollup, now);
  });
}
