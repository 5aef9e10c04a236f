import type pg from 'pg';
import { isProbeKind, type ProbeKind } from '@/lib/domain/probe/probe';
import type { ProbeSpan } from '@/lib/domain/probe/probe-sums';
import { type SpanRow, spanColumns, toSpan } from './span-row';

/** What one agent measured of one target in one minute or hour. */
export interface PlacedSpan extends ProbeSpan {
  target: string;
  agent: string;
  /** Start of the minute or hour. */
  at: Date;
}

/** A way by one kind of probe, with the targets that are measured for it. */
export interface WayOfTargets {
  from: string;
  to: string;
  kind: ProbeKind;
  targets: string[];
}

/** The ways that agents are to measure, in order. */
export async function listWays(pool: pg.Pool): Promise<WayOfTargets[]> {
  const { rows } = await pool.query<{ from_site: string; to_site: string; kind: string; targets: string[] }>(
    `SELECT from_site, to_site, kind, array_agg(id::text) AS targets FROM probe_target
     WHERE enabled AND connection_id IS NULL GROUP BY from_site, to_site, kind ORDER BY from_site, to_site, kind`,
  );
  return rows.flatMap(({ from_site: from, to_site: to, kind, targets }) =>
    isProbeKind(kind) ? [{ from, to, kind, targets }] : [],
  );
}

/** The minutes of targets in a range, `to` not included. */
export async function readMinuteSpans(
  pool: pg.Pool,
  targets: readonly string[],
  { from, to }: { from: Date; to: Date },
): Promise<PlacedSpan[]> {
  const { rows } = await pool.query<Row>(
    `SELECT m.target_id, a.name AS agent, m.minute AS at, m.sent, m.lost, m.failed, m.fault,
            m.jitter_sum_ns::float8 AS jitter_sum_ns, m.jitter_pairs, m.sketch, m.minute AS last_minute
     FROM probe_minute m JOIN probe_agent a ON a.id = m.agent_id
     WHERE m.target_id = ANY ($1::uuid[]) AND m.minute >= $2 AND m.minute < $3`,
    [targets, from, to],
  );
  return rows.map(toPlaced);
}

/** The hours of targets in a range, `to` not included. */
export async function readHourSpans(
  pool: pg.Pool,
  targets: readonly string[],
  { from, to }: { from: Date; to: Date },
): Promise<PlacedSpan[]> {
  const { rows } = await pool.query<Row>(
    `SELECT h.target_id, a.name AS agent, h.hour AS at, ${ofHours} FROM probe_hour h JOIN probe_agent a ON a.id = h.agent_id
     WHERE h.target_id = ANY ($1::uuid[]) AND h.hour >= $2 AND h.hour < $3`,
    [targets, from, to],
  );
  return rows.map(toPlaced);
}

/** These hours of targets. */
export async function readNamedHours(
  pool: pg.Pool,
  targets: readonly string[],
  hours: readonly Date[],
): Promise<PlacedSpan[]> {
  const { rows } = await pool.query<Row>(
    `SELECT h.target_id, '' AS agent, h.hour AS at, ${ofHours} FROM probe_hour h
     WHERE h.target_id = ANY ($1::uuid[]) AND h.hour = ANY ($2::timestamptz[])`,
    [targets, hours],
  );
  return rows.map(toPlaced);
}

type Row = SpanRow & { agent: string; at: Date };

const ofHours = spanColumns
  .split(', ')
  .map((column) => `h.${column}`)
  .join(', ');

function toPlaced(row: Row): PlacedSpan {
  return { ...toSpan(row), target: row.target_id, agent: row.agent, at: row.at };
}
