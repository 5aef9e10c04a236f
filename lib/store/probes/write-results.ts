import type pg from 'pg';
import type { ProbeMinute } from '@/lib/domain/probe/probe';
import { ProbeSum } from '@/lib/domain/probe/probe-sums';
import { type SpanRow, spanColumns, toSpan } from './span-row';

const hourMs = 3_600_000;

/** Which minutes were new. */
export interface WrittenMinutes {
  taken: number;
  /** Known from before, and left as they were. */
  repeated: number;
}

/**
 * Keeps what one agent measured: the minutes, what they add to their hours, and the last quarter of an hour of each target. A
 * minute that is known stays as it was, so the same report twice counts once. The caller holds the agent's row.
 */
export async function writeResults(
  client: pg.PoolClient,
  agentId: string,
  minutes: readonly ProbeMinute[],
): Promise<WrittenMinutes> {
  const given = new Map(minutes.toReversed().map((minute) => [toKey(minute.target, minute.minute), minute]));
  const each = [...given.values()];
  const { rows } = await client.query<{ target_id: string; minute: Date }>(
    `INSERT INTO probe_minute (target_id, agent_id, minute, sent, lost, failed, fault, jitter_sum_ns, jitter_pairs, sketch)
     SELECT target, $1::uuid, minute, sent, lost, failed, fault, jitter, pairs, sketch
     FROM unnest($2::uuid[], $3::timestamptz[], $4::int[], $5::int[], $6::int[], $7::text[], $8::bigint[], $9::int[], $10::bytea[])
       AS given (target, minute, sent, lost, failed, fault, jitter, pairs, sketch)
     ORDER BY target, minute
     ON CONFLICT DO NOTHING RETURNING target_id, minute`,
    [
      agentId,
      each.map(({ target }) => target),
      each.map(({ minute }) => minute),
      each.map(({ sent }) => sent),
      each.map(({ lost }) => lost),
      each.map(({ failed }) => failed),
      each.map(({ fault }) => fault),
      each.map(({ jitterSumNs }) => jitterSumNs),
      each.map(({ jitterPairs }) => jitterPairs),
      each.map(({ sketch }) => (sketch === null ? null : Buffer.from(sketch))),
    ],
  );
  const fresh = rows.flatMap(({ target_id, minute }) => given.get(toKey(target_id, minute)) ?? []);
  if (fresh.length > 0) {
    await addToHours(client, agentId, fresh);
    await renewRecent(client, agentId, [...new Set(fresh.map(({ target }) => target))]);
  }
  return { taken: fresh.length, repeated: minutes.length - fresh.length };
}

async function addToHours(client: pg.PoolClient, agentId: string, fresh: readonly ProbeMinute[]): Promise<void> {
  const sums = new Map<string, { target: string; at: Date; sum: ProbeSum }>();
  for (const minute of fresh) {
    const at = new Date(Math.floor(minute.minute.getTime() / hourMs) * hourMs);
    const key = toKey(minute.target, at);
    const hour = sums.get(key) ?? { target: minute.target, at, sum: new ProbeSum() };
    hour.sum.add({ ...minute, lastMinute: minute.minute });
    sums.set(key, hour);
  }
  const hours = [...sums.values()];
  const { rows } = await client.query<SpanRow & { at: Date }>(
    `SELECT target_id, hour AS at, ${spanColumns} FROM probe_hour
     JOIN unnest($2::uuid[], $3::timestamptz[]) AS wanted (target, at) ON target_id = target AND hour = at
     WHERE agent_id = $1`,
    [agentId, hours.map(({ target }) => target), hours.map(({ at }) => at)],
  );
  for (const row of rows) sums.get(toKey(row.target_id, row.at))?.sum.add(toSpan(row));
  await putSpans(client, 'probe_hour', agentId, hours);
}

/** The quarter of an hour up to the last minute known; reports of older minutes do not move it back. */
async function renewRecent(client: pg.PoolClient, agentId: string, targets: readonly string[]): Promise<void> {
  const { rows } = await client.query<SpanRow>(
    `SELECT m.target_id, m.sent, m.lost, m.failed, m.fault, m.jitter_sum_ns::float8, m.jitter_pairs, m.sketch,
            m.minute AS last_minute
     FROM unnest($2::uuid[]) AS wanted (target)
     CROSS JOIN LATERAL (
       SELECT minute FROM probe_minute WHERE target_id = target AND agent_id = $1 ORDER BY minute DESC LIMIT 1) AS newest
     JOIN probe_minute m ON m.target_id = target AND m.agent_id = $1 AND m.minute > newest.minute - interval '15 minutes'`,
    [agentId, targets],
  );
  const sums = new Map(targets.map((target) => [target, new ProbeSum()]));
  for (const row of rows) sums.get(row.target_id)?.add(toSpan(row));
  await putSpans(
    client,
    'probe_recent',
    agentId,
    [...sums].map(([target, sum]) => ({ target, at: null, sum })),
  );
}

async function putSpans(
  client: pg.PoolClient,
  table: 'probe_hour' | 'probe_recent',
  agentId: string,
  sums: readonly { target: string; at: Date | null; sum: ProbeSum }[],
): Promise<void> {
  const spans = sums.flatMap(({ target, at, sum }) => {
    const span = sum.toSpan();
    return span === null ? [] : [{ target, at, ...span }];
  });
  const isHour = table === 'probe_hour';
  await client.query(
    `INSERT INTO ${table} (target_id, agent_id, ${isHour ? 'hour, ' : ''}${spanColumnNames})
     SELECT target, $1::uuid, ${isHour ? 'at, ' : ''}sent, lost, failed, fault, jitter, pairs, sketch, last
     FROM unnest($2::uuid[], $3::timestamptz[], $4::int[], $5::int[], $6::int[], $7::text[], $8::bigint[], $9::int[], $10::bytea[], $11::timestamptz[])
       AS given (target, at, sent, lost, failed, fault, jitter, pairs, sketch, last)
     ON CONFLICT (target_id, agent_id${isHour ? ', hour' : ''}) DO UPDATE SET
       sent = excluded.sent, lost = excluded.lost, failed = excluded.failed, fault = excluded.fault,
       jitter_sum_ns = excluded.jitter_sum_ns, jitter_pairs = excluded.jitter_pairs, sketch = excluded.sketch,
       last_minute = excluded.last_minute`,
    [
      agentId,
      spans.map(({ target }) => target),
      spans.map(({ at }) => at),
      spans.map(({ sent }) => sent),
      spans.map(({ lost }) => lost),
      spans.map(({ failed }) => failed),
      spans.map(({ fault }) => fault),
      spans.map(({ jitterSumNs }) => jitterSumNs),
      spans.map(({ jitterPairs }) => jitterPairs),
      spans.map(({ sketch }) => (sketch === null ? null : Buffer.from(sketch))),
      spans.map(({ lastMinute }) => lastMinute),
    ],
  );
}

const spanColumnNames = 'sent, lost, failed, fault, jitter_sum_ns, jitter_pairs, sketch, last_minute';

function toKey(target: string, at: Date): string {
  return `${target} ${at.getTime()}`;
}
