import type pg from 'pg';
import type { Capability } from '@/lib/domain/provider';

/** Puts a schedule off until at least `delayMs` from now, as a provider asked. Never brings it forward. */
export async function deferSchedule(
  pool: pg.Pool,
  connectionId: string,
  capability: Capability,
  delayMs: number,
): Promise<void> {
  await pool.query(
    `UPDATE collection_schedule SET next_due_at = greatest(next_due_at, now() + make_interval(secs => $3))
     WHERE connection_id = $1 AND capability = $2`,
    [connectionId, capability, delayMs / 1000],
  );
}

/** Makes a schedule due at once, for a run that was cut short by our own hand. */
export async function dueAtOnce(pool: pg.Pool, connectionId: string, capability: Capability): Promise<void> {
  await pool.query(
    `UPDATE collection_schedule SET next_due_at = least(next_due_at, now()) WHERE connection_id = $1 AND capability = $2`,
    [connectionId, capability],
  );
}

/** A claimed schedule whose job could not be queued is due again in a few seconds, not a whole interval later. */
export async function dueAgainSoon(
  client: pg.ClientBase,
  { connectionId, capability }: { connectionId: string; capability: Capability },
): Promise<void> {
  await client.query(
    `UPDATE collection_schedule SET next_due_at = least(next_due_at, now() + interval '3 seconds')
     WHERE connection_id = $1 AND capability = $2`,
    [connectionId, capability],
  );
}
