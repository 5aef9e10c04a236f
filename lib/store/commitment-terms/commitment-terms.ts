import type pg from 'pg';
import { z } from 'zod';

/** When a commitment runs; `endsAt` null: its provider does not say. */
interface StoredTerm {
  id: string;
  startsAt: Date | null;
  endsAt: Date | null;
  status: string | null;
}

/**
 * The commitments that the connection's bills name which count now, less those that are known to have ended and those that
 * were asked for less than a day ago.
 */
export async function readDueCommitments(pool: pg.Pool, connectionId: string, now: Date): Promise<string[]> {
  const { rows } = await pool.query(
    `SELECT DISTINCT c.commitment_id AS id FROM cost_commitment c JOIN cost_delivery d ON d.id = c.delivery_id
     WHERE d.connection_id = $1::uuid AND d.superseded_at IS NULL
       AND NOT EXISTS (SELECT FROM (
           SELECT ends_at FROM commitment_term t WHERE t.connection_id = $1::uuid AND t.commitment_id = c.commitment_id
           ORDER BY first_read_at DESC LIMIT 1) last
         WHERE last.ends_at <= $2)
       AND NOT EXISTS (SELECT FROM commitment_ask a
         WHERE a.connection_id = $1::uuid AND a.commitment_id = c.commitment_id
           AND a.asked_at > $2::timestamptz - interval '1 day')
     ORDER BY 1`,
    [connectionId, now],
  );
  return z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map(({ id }) => id);
}

/** Notes when a provider was asked for commitments and answered, be it that it knows none of them. */
export async function noteAsked(
  client: pg.ClientBase,
  connectionId: string,
  ids: readonly string[],
  askedAt: Date,
): Promise<void> {
  await client.query(
    `INSERT INTO commitment_ask (connection_id, commitment_id, asked_at)
     SELECT $1::uuid, id, $3 FROM unnest($2::text[]) AS id
     ON CONFLICT (connection_id, commitment_id) DO UPDATE SET asked_at = excluded.asked_at`,
    [connectionId, ids, askedAt],
  );
}

/**
 * Keeps what a provider told: beside what it told of these before where that differs, else with the instant at which it last
 * said so. What it told of others stands with its age.
 */
export async function keepCommitmentTerms(
  client: pg.ClientBase,
  connectionId: string,
  terms: readonly StoredTerm[],
  readAt: Date,
): Promise<void> {
  await client.query(
    `WITH told AS (SELECT * FROM jsonb_to_recordset($2::jsonb)
         AS one(id text, starts_at timestamptz, ends_at timestamptz, status text)),
       last AS (SELECT DISTINCT ON (commitment_id) * FROM commitment_term
         WHERE connection_id = $1::uuid AND commitment_id IN (SELECT id FROM told)
         ORDER BY commitment_id, first_read_at DESC),
       same AS (
         UPDATE commitment_term t SET read_at = $3::timestamptz FROM told JOIN last ON last.commitment_id = told.id
         WHERE t.connection_id = $1::uuid AND t.commitment_id = last.commitment_id AND t.first_read_at = last.first_read_at
           AND (last.starts_at, last.ends_at, last.status) IS NOT DISTINCT FROM
             (told.starts_at::timestamptz(3), told.ends_at::timestamptz(3), told.status)
         RETURNING t.commitment_id)
     INSERT INTO commitment_term (connection_id, commitment_id, starts_at, ends_at, status, first_read_at, read_at)
     SELECT $1::uuid, id, starts_at, ends_at, status, $3::timestamptz, $3::timestamptz FROM told
     WHERE id NOT IN (SELECT commitment_id FROM same)
     ON CONFLICT (connection_id, commitment_id, first_read_at) DO UPDATE SET starts_at = excluded.starts_at,
       ends_at = excluded.ends_at, status = excluded.status`,
    [
      connectionId,
      JSON.stringify(
        terms.map(({ id, startsAt, endsAt, status }) => ({ id, starts_at: startsAt, ends_at: endsAt, status })),
      ),
      readAt,
    ],
  );
}

const rowSchema = z.object({
  id: z.string(),
  connectionId: z.string(),
  startsAt: z.date().nullable(),
  endsAt: z.date().nullable(),
  status: z.string().nullable(),
  readAt: z.date(),
});
export type CommitmentTermAsRead = z.infer<typeof rowSchema>;

/**
 * What was known at an instant of the terms of commitments, by id; of what two connections told, what was new last. `readAt`:
 * when the provider last said so. Of an instant that is past (`isPast`) that is when it first did: later readings, of which
 * the last alone is on record, are to change nothing that is told of it.
 */
export async function readCommitmentTerms(
  pool: pg.Pool,
  ids: readonly string[],
  { asOf, isPast }: { asOf: Date; isPast: boolean },
): Promise<Map<string, CommitmentTermAsRead>> {
  const { rows } = await pool.query(
    `SELECT DISTINCT ON (commitment_id) commitment_id AS id, connection_id AS "connectionId", starts_at AS "startsAt",
       ends_at AS "endsAt", status, CASE WHEN $3 THEN first_read_at ELSE read_at END AS "readAt"
     FROM commitment_term WHERE commitment_id = ANY($1::text[]) AND first_read_at <= $2
     ORDER BY commitment_id, first_read_at DESC, connection_id`,
    [ids, asOf, isPast],
  );
  return new Map(
    rowSchema
      .array()
      .parse(rows)
      .map((row) => [row.id, row]),
  );
}
