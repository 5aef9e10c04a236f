import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Database } from '@/lib/store/database/database';

/** Longer than the server's sessions keep their counts to themselves. */
const settleMs = 2_500;

const rowsSchema = z.tuple([z.object({ written: z.coerce.number() })]);

/** Rows inserted and updated so far in every table that holds what is read of the clouds. */
export async function countRowsWritten({ pool }: Database): Promise<number> {
  await sleep(settleMs);
  const { rows } = await pool.query(
    `select sum(n_tup_ins + n_tup_upd) as written from pg_stat_user_tables
     where schemaname = 'public' and (relname = 'resource' or relname like 'resource\\_%' or relname like 'inventory\\_%')`,
  );
  const [{ written }] = rowsSchema.parse(rows);
  return written;
}
