import type pg from 'pg';
import { z } from 'zod';
import type { Source } from '@/lib/api/contracts/sources';
import { toFreshness } from '@/lib/domain/freshness';
import { capabilities, providerIds } from '@/lib/domain/provider';
import { storedGapsSchema } from '@/lib/store/runs/collection-run';

const rowSchema = z.object({
  id: z.string(),
  name: z.string(),
  provider: z.enum(providerIds),
  paused: z.boolean(),
  simulated: z.boolean(),
  interval_ms: z.number(),
  capability: z.enum(capabilities),
  next_due_at: z.date(),
  last_read_at: z.date().nullable(),
  last_complete_at: z.date().nullable(),
  gaps: storedGapsSchema.nullable(),
});

const lastEnd = (outcomes: string, columns: string) => `
  (SELECT ${columns} FROM collection_run run
   WHERE run.connection_id = c.id AND run.capability = s.capability AND run.outcome IN (${outcomes})
   ORDER BY run.started_at DESC LIMIT 1)`;

/**
 * Every source there is: a connection's capability, with its age and the gaps of its last run. Paused ones included.
 * `ids` null means of every connection.
 */
export async function readSources(pool: pg.Pool, ids: string[] | null, now: Date): Promise<Source[]> {
  const { rows } = await pool.query(
    `SELECT c.id, c.name, c.provider, c.paused, c.simulated, c.interval_ms, s.capability, s.next_due_at,
       ${lastEnd("'complete', 'partial'", 'finished_at')} AS last_read_at,
       ${lastEnd("'complete'", 'finished_at')} AS last_complete_at,
       ${lastEnd("'complete', 'partial', 'failed'", 'gaps')} AS gaps
     FROM connection c JOIN collection_schedule s ON s.connection_id = c.id
     WHERE $1::uuid[] IS NULL OR c.id = ANY ($1)
     ORDER BY c.name, s.capability`,
    [ids],
  );
  return z
    .array(rowSchema)
    .parse(rows)
    .map((row) => ({
      connectionId: row.id,
      connectionName: row.name,
      provider: row.provider,
      capability: row.capability,
      freshness: toFreshness(row.last_read_at, now, row.interval_ms),
      paused: row.paused,
      simulated: row.simulated,
      lastReadAt: row.last_read_at?.toISOString() ?? null,
      lastCompleteAt: row.last_complete_at?.toISOString() ?? null,
      nextDueAt: row.paused ? null : row.next_due_at.toISOString(),
      intervalMs: row.interval_ms,
      gaps: row.gaps ?? [],
    }));
}
