import type pg from 'pg';
import { z } from 'zod';
import type { CostEngine } from '@/lib/store/cost-ledger/cost-engine';
import { attributionSchema } from '@/lib/store/cost-rollups/attribution-schema';
import { readDeliveryFiles } from '@/lib/store/cost-rollups/delivery-files';
import type { Database } from '@/lib/store/database/database';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { computeCostSums } from './compute-cost-sums';
import { sumsDerivation } from './stored-sums';
import { writeCostSums } from './write-cost-sums';

const rowSchema = z.object({ id: z.string(), attribution: attributionSchema, tagKeys: z.array(z.string()) });

/** A delivery that is rolled up and whose sums are missing, or made by an older derivation. */
type DeliveryWithoutSums = z.infer<typeof rowSchema>;

/** All of them, those that count first, and of them the newest month. */
export async function findWithoutSums(pool: pg.Pool): Promise<DeliveryWithoutSums[]> {
  const { rows } = await pool.query(
    `SELECT d.id, r.attribution, r.tag_keys AS "tagKeys" FROM cost_rollup r JOIN cost_delivery d ON d.id = r.delivery_id
     WHERE r.derivation < $1 ORDER BY d.superseded_at IS NULL DESC, d.billing_month DESC, d.id`,
    [sumsDerivation],
  );
  return rowSchema.array().parse(rows);
}

/**
 * Makes a delivery's sums by the rules its roll-up was made with. `prove` is called first in the transaction that writes;
 * what it throws leaves everything as it was. `root`: the ledger's folder.
 */
export async function makeCostSums(
  { database, engine, root }: { database: Pick<Database, 'pool'>; engine: CostEngine; root: string },
  { id, attribution, tagKeys }: DeliveryWithoutSums,
  prove: (client: pg.ClientBase) => Promise<void> = async () => undefined,
): Promise<void> {
  const files = (await readDeliveryFiles(database.pool, root, [id])).map(({ path }) => path);
  const sums = await engine.withConnection((connection) => computeCostSums(connection, files, attribution, tagKeys));
  await inTransaction(database.pool, async (client) => {
    await prove(client);
    await writeCostSums((sql, parameters) => client.query(sql, parameters), id, sums);
  });
}
