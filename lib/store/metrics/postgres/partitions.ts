import type pg from 'pg';
import { inTransaction } from '../../database/in-transaction';
import type { MetricRetention } from '../metric-store';

interface TimeTable {
  table: 'metric_sample' | 'metric_five_minutes' | 'metric_hour';
  period: 'day' | 'month';
  keeps: keyof MetricRetention;
}

const timeTables: readonly TimeTable[] = [
  { table: 'metric_sample', period: 'day', keeps: 'rawMs' },
  { table: 'metric_five_minutes', period: 'day', keeps: 'fiveMinuteMs' },
  { table: 'metric_hour', period: 'month', keeps: 'hourlyMs' },
];

const partitionLockKey = 5_204_118_072;
const droppingLockKey = 5_204_118_073;
const dayMs = 86_400_000;
/** Made before they are needed, so that no write waits for one. */
const madeAheadMs = 2 * dayMs;
/** A partition outlives its keeping by this, so that clocks may differ over what is still taken. */
const graceMs = dayMs;

/** The partitions of the tables that hold what was measured, by time (UTC). */
export class Partitions {
  readonly #pool: pg.Pool;
  readonly #known = new Set<string>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** Makes what is missing for samples at these moments, in milliseconds since 1970. */
  async ensure(times: Iterable<number>): Promise<void> {
    const days = new Set<number>();
    let last = Number.NaN;
    for (const time of times) {
      const day = Math.floor(time / dayMs) * dayMs;
      if (day !== last) days.add(day);
      last = day;
    }
    const missing = new Map<string, Partition>();
    for (const day of days)
      for (const { table, period } of timeTables) {
        const partition = toPartition(table, period, new Date(day));
        if (!this.#known.has(partition.name)) missing.set(partition.name, partition);
      }
    for (const partition of missing.values()) {
      await makePartition(this.#pool, partition);
      this.#known.add(partition.name);
    }
  }

  /** Makes the next days' and drops those past their keeping. Does nothing while another process is at it. */
  async tidy(retention: MetricRetention, now: Date): Promise<void> {
    await this.ensure([now.getTime(), now.getTime() + dayMs, now.getTime() + madeAheadMs]);
    const client = await this.#pool.connect();
    try {
      const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
        droppingLockKey,
      ]);
      if (rows[0]?.locked !== true) return;
      this.#known.clear();
      try {
        for (const { table, keeps } of timeTables)
          await dropBefore(client, table, now.getTime() - retention[keeps] - graceMs);
      } finally {
        await client.query('SELECT pg_advisory_unlock($1)', [droppingLockKey]);
      }
    } finally {
      client.release();
    }
  }
}

interface Partition {
  table: string;
  name: string;
  from: string;
  to: string;
}

function toPartition(table: string, period: 'day' | 'month', at: Date): Partition {
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  const from = new Date(Date.UTC(year, month, period === 'day' ? day : 1));
  const to = new Date(period === 'day' ? Date.UTC(year, month, day + 1) : Date.UTC(year, month + 1, 1));
  const suffix = [from, to].map((bound) => bound.toISOString().slice(0, 10).replaceAll('-', '')).join('_');
  return { table, name: `${table}_${suffix}`, from: from.toISOString(), to: to.toISOString() };
}

/** Attached after it is made, since that lets others go on reading and writing. */
async function makePartition(pool: pg.Pool, { table, name, from, to }: Partition): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [partitionLockKey]);
    const { rows } = await client.query<{ found: string | null }>('SELECT to_regclass($1) AS found', [name]);
    if (rows[0]?.found) return;
    await client.query(`CREATE TABLE "${name}" (LIKE ${table} INCLUDING ALL)`);
    await client.query(`ALTER TABLE ${table} ATTACH PARTITION "${name}" FOR VALUES FROM ('${from}') TO ('${to}')`);
  });
}

/** Finds them by name: one that was detached and not dropped, for a crash in between, is found too. */
async function dropBefore(client: pg.PoolClient, table: string, before: number): Promise<void> {
  const { rows } = await client.query<{ name: string; attached: boolean; pending: boolean }>(
    `SELECT c.relname AS name, i.inhrelid IS NOT NULL AS attached, coalesce(i.inhdetachpending, false) AS pending
     FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname ~ $1 ORDER BY c.relname`,
    [`^${table}_[0-9]{8}_[0-9]{8}$`],
  );
  for (const { name, attached, pending } of rows) {
    if (endOf(name) > before) continue;
    if (attached)
      await client.query(`ALTER TABLE ${table} DETACH PARTITION "${name}" ${pending ? 'FINALIZE' : 'CONCURRENTLY'}`);
    await client.query(`DROP TABLE "${name}"`);
  }
}

function endOf(name: string): number {
  const [, year, month, day] = /_(\d{4})(\d{2})(\d{2})$/.exec(name) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day));
}
