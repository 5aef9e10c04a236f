import type pg from 'pg';
import { z } from 'zod';
import type { CutDimension } from './cost-cut';

/** The dimension with the fewest values, so that there is little to look through. */
const smallest: CutDimension = 'charge-category';

/** The currencies that deliveries are billed in, as far as they are added up. What names none is not among them. */
export async function readCurrencies(pool: pg.Pool, deliveryIds: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query(
    `SELECT DISTINCT currency FROM cost_rollup_cut
     WHERE delivery_id = ANY($1) AND dimension = $2 AND within IS NULL AND currency IS NOT NULL ORDER BY currency`,
    [deliveryIds, smallest],
  );
  return z
    .object({ currency: z.string() })
    .array()
    .parse(rows)
    .map(({ currency }) => currency);
}
