import type pg from 'pg';
import { z } from 'zod';
import { unpackValues } from './packed-values';

const rowSchema = z.object({ deliveryId: z.string(), dimension: z.enum(['site', 'team']), keys: z.instanceof(Buffer) });

/** Of these deliveries the ids of those with a row at one of the sites or of one of the teams. What is not added up is not among them. */
export async function findDeliveriesWithin(
  pool: pg.Pool,
  deliveryIds: readonly string[],
  { sites, teams }: { sites: readonly string[]; teams: readonly string[] },
): Promise<Set<string>> {
  const { rows } = await pool.query(
    `SELECT delivery_id AS "deliveryId", dimension, keys FROM cost_rollup_keys
     WHERE delivery_id = ANY($1) AND dimension IN ('site', 'team')`,
    [deliveryIds],
  );
  const wanted = { site: new Set(sites), team: new Set(teams) };
  const found = rowSchema
    .array()
    .parse(rows)
    .filter(({ dimension, keys }) => unpackValues(keys).some((value) => wanted[dimension].has(value)));
  return new Set(found.map(({ deliveryId }) => deliveryId));
}
