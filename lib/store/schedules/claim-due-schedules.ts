import type pg from 'pg';
import { z } from 'zod';
import { type Capability, capabilities } from '@/lib/domain/provider';

export interface DueSchedule {
  connectionId: string;
  capability: Capability;
  /** Whether a person asked for it, rather than the clock. */
  requested: boolean;
  /** The database's time of the claim. */
  claimedAt: Date;
}

const dueSchema = z.object({
  connection_id: z.uuid(),
  capability: z.enum(capabilities),
  requested: z.boolean(),
  claimed_at: z.date(),
});

/**
 * Claims schedules that are due or asked for, leaving out paused connections and rows another worker is claiming. Each
 * is next due one interval (its own, else the connection's) from now, a tenth more or less at random: what was missed while no worker ran is made up for
 * once. Call it in the transaction that queues their jobs.
 */
export async function claimDueSchedules(client: pg.ClientBase, limit: number): Promise<DueSchedule[]> {
  const { rows } = await client.query(
    `WITH due AS (
       SELECT schedule.connection_id, schedule.capability,
         coalesce(schedule.interval_ms, connection.interval_ms) AS interval_ms
       FROM collection_schedule schedule JOIN connection ON connection.id = schedule.connection_id
       WHERE NOT connection.paused AND (schedule.next_due_at <= now() OR schedule.requested_at IS NOT NULL)
       ORDER BY schedule.requested_at NULLS LAST, schedule.next_due_at
       LIMIT $1
       FOR UPDATE OF schedule SKIP LOCKED)
     UPDATE collection_schedule schedule
     SET next_due_at = now() + make_interval(secs => due.interval_ms / 1000.0 * (0.9 + 0.2 * random()))
     FROM due
     WHERE schedule.connection_id = due.connection_id AND schedule.capability = due.capability
     RETURNING schedule.connection_id, schedule.capability, schedule.requested_at IS NOT NULL AS requested,
       now() AS claimed_at`,
    [limit],
  );
  return z
    .array(dueSchema)
    .parse(rows)
    .map((row) => ({
      connectionId: row.connection_id,
      capability: row.capability,
      requested: row.requested,
      claimedAt: row.claimed_at,
    }));
}

/** A request to run now has been met: its job is queued. */
export async function clearRequest(
  client: pg.ClientBase,
  schedule: Pick<DueSchedule, 'connectionId' | 'capability'>,
): Promise<void> {
  await client.query(
    'UPDATE collection_schedule SET requested_at = NULL WHERE connection_id = $1 AND capability = $2',
    [schedule.connectionId, schedule.capability],
  );
}
