import type pg from 'pg';
import { z } from 'zod';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import { sumsDerivation } from './stored-sums';

/** Of these deliveries the ids of those whose sums are not made yet. */
export async function findUnsummed(pool: pg.Pool, deliveries: readonly KnownDelivery[]): Promise<Set<string>> {
  const { rows } = await pool.query(
    'SELECT delivery_id AS id FROM cost_rollup WHERE delivery_id = ANY($1) AND derivation < $2',
    [deliveries.map(({ id }) => id), sumsDerivation],
  );
  return new Set(
    z
      .array(z.object({ id: z.string() }))
      .parse(rows)
      .map(({ id }) => id),
  );
}
