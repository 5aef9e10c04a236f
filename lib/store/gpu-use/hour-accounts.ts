import type pg from 'pg';
import { z } from 'zod';
import type { ProviderId } from '@/lib/domain/provider';

/** What became of a machine's devices in one hour, of one team and attempt, in milliseconds of a device. */
export interface MachineHour {
  hour: Date;
  machineId: string;
  connectionId: string;
  provider: ProviderId;
  site: string | null;
  team: string | null;
  gpuModel: string;
  runId: string | null;
  notAllocatedMs: number;
  idleMs: number;
  busyMs: number;
  unknownMs: number;
}

/** That an hour was accounted. */
export interface AccountedHour {
  hour: Date;
  accountedAt: Date;
  /** The end of what was accounted of it. */
  until: Date;
}

/** Hours whose machines' accounts are replaced, and by what. */
export interface HoursWritten {
  hours: readonly AccountedHour[];
  /** What these machines have of those hours is replaced; that of others stays. */
  machineIds: readonly string[];
  accounts: readonly MachineHour[];
}

/** Days before today of which hours are kept, so that they can be restated; sums by day stay for good. */
export const hoursKeptDays = 4;

const accountedSchema = z.object({ hour: z.date(), accountedAt: z.date(), until: z.date() });

/** The hours from a time on that were accounted, in their order. */
export async function readAccountedHours(pool: pg.Pool, from: Date): Promise<AccountedHour[]> {
  const { rows } = await pool.query(
    'SELECT hour, accounted_at AS "accountedAt", until FROM gpu_use_pass WHERE hour >= $1 ORDER BY hour',
    [from],
  );
  return accountedSchema.array().parse(rows);
}

/** The machines that were accounted in each hour of a range, as `<hour in ms> <machine>`. */
export async function readAccountedMachines(pool: pg.Pool, from: Date, to: Date): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ hour: Date; machine_id: string }>(
    'SELECT DISTINCT hour, machine_id FROM gpu_use_hour WHERE hour >= $1 AND hour < $2',
    [from, to],
  );
  return new Set(rows.map(({ hour, machine_id }) => `${hour.getTime()} ${machine_id}`));
}

const rowsAtOnce = 5_000;

/** Replaces accounts of hours and adds up their days anew. Writing the same again changes nothing but when it was done. */
export async function writeHours(client: pg.ClientBase, { hours, machineIds, accounts }: HoursWritten): Promise<void> {
  const starts = hours.map(({ hour }) => hour);
  await client.query('DELETE FROM gpu_use_hour WHERE hour = ANY($1) AND machine_id = ANY($2)', [starts, machineIds]);
  const ofMachines = Map.groupBy(accounts, ({ hour, machineId }) => `${hour.getTime()} ${machineId}`);
  const positioned = [...ofMachines.values()].flatMap((own) =>
    own.map((account, position) => ({ ...account, position })),
  );
  for (let start = 0; start < positioned.length; start += rowsAtOnce)
    await client.query(
      `INSERT INTO gpu_use_hour (hour, machine_id, position, connection_id, provider, site, team, gpu_model, run_id,
         not_allocated_ms, idle_ms, busy_ms, unknown_ms)
       SELECT hour, "machineId", position, "connectionId", provider, site, team, "gpuModel", "runId", "notAllocatedMs",
         "idleMs", "busyMs", "unknownMs"
       FROM jsonb_to_recordset($1::jsonb) AS told (hour timestamptz, "machineId" uuid, position smallint,
         "connectionId" uuid, provider text, site text, team text, "gpuModel" text, "runId" uuid,
         "notAllocatedMs" bigint, "idleMs" bigint, "busyMs" bigint, "unknownMs" bigint)`,
      [JSON.stringify(positioned.slice(start, start + rowsAtOnce))],
    );
  await client.query(
    `INSERT INTO gpu_use_pass (hour, accounted_at, until) SELECT * FROM unnest($1::timestamptz[], $2::timestamptz[], $3::timestamptz[])
     ON CONFLICT (hour) DO UPDATE SET accounted_at = excluded.accounted_at, until = greatest(gpu_use_pass.until, excluded.until)`,
    [starts, hours.map(({ accountedAt }) => accountedAt), hours.map(({ until }) => until)],
  );
  await sumDays(client, [...new Set(starts.map((hour) => hour.toISOString().slice(0, 10)))]);
}

/** All hours of these days are kept yet: none is older than `hoursKeptDays`. */
async function sumDays(client: pg.ClientBase, days: readonly string[]): Promise<void> {
  await client.query('DELETE FROM gpu_use_day WHERE day = ANY($1::date[])', [days]);
  await client.query(
    `INSERT INTO gpu_use_day (day, position, connection_id, provider, site, team, gpu_model, run_id, not_allocated_ms,
       idle_ms, busy_ms, unknown_ms)
     SELECT day, row_number() OVER (PARTITION BY day ORDER BY connection_id, provider, site, team, gpu_model, run_id),
       connection_id, provider, site, team, gpu_model, run_id, sum(not_allocated_ms), sum(idle_ms), sum(busy_ms),
       sum(unknown_ms)
     FROM unnest($1::date[]) AS day
     JOIN gpu_use_hour h ON h.hour >= day::timestamp AT TIME ZONE 'UTC' AND h.hour < (day + 1)::timestamp AT TIME ZONE 'UTC'
     GROUP BY day, connection_id, provider, site, team, gpu_model, run_id`,
    [days],
  );
}

/** Deletes hours of days that are too old to be restated. */
export async function tidyHours(client: pg.ClientBase, now: Date): Promise<void> {
  const from = new Date(Math.floor(now.getTime() / 86_400_000 - hoursKeptDays) * 86_400_000);
  await client.query('DELETE FROM gpu_use_hour WHERE hour < $1', [from]);
}
