import type pg from 'pg';
import { z } from 'zod';
import type { Gap } from '@/lib/domain/provider-fault';
import { storedGapsSchema } from '../runs/collection-run';

/** A read of a connection's inventory that came to its end. */
export interface ListingRead {
  connectionId: string;
  startedAt: Date;
  finishedAt: Date;
  gaps: readonly Gap[];
}

const readSchema = z.object({
  connectionId: z.string(),
  startedAt: z.date(),
  finishedAt: z.date(),
  gaps: storedGapsSchema,
});

/** Reads of inventories that ended within a range, whole or with gaps, in order. */
export async function readListingReads(pool: pg.Pool, from: Date, to: Date): Promise<ListingRead[]> {
  const { rows } = await pool.query(
    `SELECT connection_id AS "connectionId", started_at AS "startedAt", finished_at AS "finishedAt", gaps
     FROM collection_run WHERE capability = 'inventory' AND outcome IN ('complete', 'partial')
       AND finished_at >= $1 AND started_at < $2 ORDER BY finished_at`,
    [from, to],
  );
  return readSchema.array().parse(rows);
}

const sinceSchema = z.object({ id: z.string(), firstSeenAt: z.date(), createdAt: z.date().nullable() });

/** Since when resources were listed, and since when they are there by their own word; null: they do not say. */
export async function readListedSince(
  pool: pg.Pool,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { firstSeenAt: Date; createdAt: Date | null }>> {
  const { rows } = await pool.query(
    'SELECT id, first_seen_at AS "firstSeenAt", created_at AS "createdAt" FROM resource WHERE id = ANY($1)',
    [ids],
  );
  return new Map(
    sinceSchema
      .array()
      .parse(rows)
      .map(({ id, ...since }) => [id, since]),
  );
}

/** The label or tag by which work tells when its last checkpoint was written, in seconds since 1970 UTC. */
export const checkpointLabel = 'millwright.dev/checkpoint-at';

/** When the last checkpoint of each piece of work was written, of those that report one. */
export async function readCheckpoints(pool: pg.Pool, ids: readonly string[]): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await pool.query<{ id: string; told: string }>(
    "SELECT id, tags ->> $2 AS told FROM resource WHERE id = ANY($1) AND tags ->> $2 ~ '^[0-9]{1,11}$'",
    [ids, checkpointLabel],
  );
  return new Map(rows.map(({ id, told }) => [id, new Date(Number(told) * 1_000)]));
}
