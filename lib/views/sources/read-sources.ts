import type pg from 'pg';
import { z } from 'zod';
import type { Source } from '@/lib/api/contracts/sources';
import { toFreshness } from '@/lib/domain/freshness';
import { type Capability, capabilities } from '@/lib/domain/provider';
import type { Gap } from '@/lib/domain/provider-fault';
import type { CollectionState, ConnectionState, ScopeAddress } from '@/lib/store/inventory/collection-state';
import { storedGapsSchema } from '@/lib/store/runs/collection-run';

const rowSchema = z.object({
  connection_id: z.string(),
  capability: z.enum(capabilities),
  next_due_at: z.date(),
  interval_ms: z.number().nullable(),
  last_read_at: z.date().nullable(),
  last_complete_at: z.date().nullable(),
  gaps: storedGapsSchema.nullable(),
  has_begun: z.boolean(),
});

const lastRun = (outcomes: string, column: string) => `
  (select ${column} from collection_run run
   where run.connection_id = s.connection_id and run.capability = s.capability and run.outcome in (${outcomes})
   order by run.started_at desc limit 1)`;

/**
 * Every source there is, by connection: its age, and the gaps of its last run that ended by itself. An inventory is as
 * old as the last read of any scope, also while a run goes on, and has a gap for each scope that no run has read to its
 * end, and one more until the first run has ended; anything else is as old as the last run that read something. A connection that has no schedule yet was never read.
 */
export async function readSources(pool: pg.Pool, { connections }: CollectionState, now: Date): Promise<Source[]> {
  const { rows } = await pool.query(
    `select s.connection_id, s.capability, s.next_due_at, s.interval_ms,
       ${lastRun("'complete', 'partial'", 'finished_at')} as last_read_at,
       ${lastRun("'complete'", 'finished_at')} as last_complete_at,
       ${lastRun("'complete', 'partial', 'failed'", 'gaps')} as gaps,
       exists (select from collection_run run
               where run.connection_id = s.connection_id and run.capability = s.capability) as has_begun
     from collection_schedule s order by s.capability`,
  );
  const schedules = z.array(rowSchema).parse(rows);
  return connections.flatMap((connection) => {
    const own = schedules.filter((schedule) => schedule.connection_id === connection.id);
    if (own.length === 0) return [toSource(connection, 'inventory', null, now)];
    return own.map((schedule) => toSource(connection, schedule.capability, schedule, now));
  });
}

function toSource(
  connection: ConnectionState,
  capability: Capability,
  schedule: z.infer<typeof rowSchema> | null,
  now: Date,
): Source {
  const { id, name, provider, paused, simulated } = connection;
  const intervalMs = schedule?.interval_ms ?? connection.intervalMs;
  const lastReadAt = capability === 'inventory' ? connection.lastReadAt : (schedule?.last_read_at ?? null);
  return {
    connectionId: id,
    connectionName: name,
    provider,
    capability,
    freshness: toFreshness(lastReadAt, now, intervalMs),
    paused,
    simulated,
    lastReadAt: toInstant(lastReadAt),
    lastCompleteAt: toInstant(schedule?.last_complete_at ?? null),
    nextDueAt: paused ? null : toInstant(schedule?.next_due_at ?? null),
    intervalMs,
    gaps: [
      ...(schedule?.gaps ?? []),
      ...(capability === 'inventory' ? connection.unended.map(toUnendedGap) : []),
      ...(schedule?.has_begun && schedule.gaps === null && lastReadAt !== null ? [firstReadUnended] : []),
    ],
  };
}

const firstReadUnended: Gap = {
  fault: 'outcome-unknown',
  code: 'FirstReadUnended',
  message: 'The first read has not come to its end yet, so there is more than what was read so far.',
  remedy: 'Wait for the run under way; if it lasts, look for runs that were abandoned.',
};

function toUnendedGap({ account, region, kind }: ScopeAddress): Gap {
  return {
    fault: 'outcome-unknown',
    account,
    region,
    subject: kind,
    code: 'ListingUnended',
    message: 'The listing has not come to its end yet, so there may be more than what was read of it.',
    remedy: 'Wait for the run under way or the next one; if it lasts, look for runs that were abandoned.',
  };
}

function toInstant(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
