import { randomBytes, randomUUID } from 'node:crypto';
import type { Database } from '@/lib/store/database/database';

/** Puts a delivery on record as the intake does once it counts. Returns its id. */
export async function recordTestDelivery(
  { pool }: Pick<Database, 'pool'>,
  given: {
    source?: string;
    scope?: string;
    month: string;
    basis?: string;
    coverage?: string;
    state?: string;
    arrivedAt: Date;
    supersededAt?: Date | null;
    connectionId?: string | null;
    days?: readonly [first: string, last: string] | null;
    files: readonly string[];
  },
): Promise<string> {
  const id = randomUUID();
  const hash = randomBytes(32);
  await pool.query(
    `INSERT INTO cost_delivery (id, connection_id, source, scope, title, billing_month, version, content_hash, basis,
       coverage, state, delivered_at, arrived_at, superseded_at, rows, rejected_rows, first_day, last_day)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, 1, 0, $14, $15)`,
    [
      id,
      given.connectionId ?? null,
      given.source ?? 'focus-file',
      given.scope ?? id,
      given.scope ?? 'test',
      given.month,
      id,
      hash,
      given.basis ?? 'billed',
      given.coverage ?? 'all',
      given.state ?? 'kept',
      given.arrivedAt,
      given.supersededAt ?? null,
      given.days?.[0] ?? null,
      given.days?.[1] ?? null,
    ],
  );
  for (const [position, file] of given.files.entries())
    await pool.query(
      `INSERT INTO cost_file (delivery_id, position, name, bytes, sha256, parquet_path, parquet_hash, rows)
       VALUES ($1, $2, $3, 1, $4, $3, $4, 1)`,
      [id, position, file, hash],
    );
  return id;
}
