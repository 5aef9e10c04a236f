import type pg from 'pg';
import { z } from 'zod';

const stateSchema = z.object({ state: z.string() });

/** A text that changes whenever what the ledger knows does: a delivery, a sum made anew, a connection that is to deliver. */
export async function readLedgerState(pool: Pick<pg.Pool, 'query'>): Promise<string> {
  const { rows } = await pool.query(
    `SELECT concat_ws(' ',
       (SELECT concat_ws(' ', count(*), max(arrived_at), max(superseded_at)) FROM cost_delivery),
       (SELECT concat_ws(' ', count(*), max(rolled_at)) FROM cost_rollup),
       (SELECT concat_ws(' ', count(*), max(connection_id::text)) FROM collection_schedule WHERE capability = 'cost')
     ) AS state`,
  );
  return stateSchema.parse(rows[0]).state;
}
