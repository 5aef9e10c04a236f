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
