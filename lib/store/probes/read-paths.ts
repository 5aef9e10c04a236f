import type pg from 'pg';
import { isProbeKind, type ProbeKind } from '@/lib/domain/probe/probe';
import { ProbeSum } from '@/lib/domain/probe/probe-sums';
import { toProbeFault } from './span-row';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Which ways, and which spans of time are added up for them. */
export interface PathsAsked {
  /** Sites one end at least must be of; null: any. */
  sites: readonly string[] | null;
  from: string | undefined;
  to: string | undefined;
  kind: ProbeKind | undefined;
  over: { by: 'recent' | 'minutes' | 'hours'; ms: number };
  now: Date;
}

/** One way by one kind of probe: what is declared of it, and what of the stretch of time is known. */
export interface MeasuredPath {
  from: string;
  to: string;
  kind: ProbeKind;
  source: 'agent' | 'exporter';
  /** Targets that are declared and on. */
  targets: number;
  agents: Set<string>;
  sum: ProbeSum;
  /** Start of the last minute that was ever measured and is still kept; null: none is. */
  lastMinute: Date | null;
}

/** How many spans would be read, so that nobody waits for millions of them. */
export async function countSpans(pool: pg.Pool, asked: PathsAsked): Promise<number> {
  const { rows } = await pool.query<{ targets: number }>(
    `SELECT count(*)::int AS targets FROM probe_target t WHERE ${condition}`,
    toParameters(asked),
  );
  const [row] = rows;
  if (row === undefined) throw new TypeError('A count has a row.');
  const { by, ms } = asked.over;
  return row.targets * (by === 'recent' ? 1 : Math.ceil(ms / (by === 'hours' ? hourMs : minuteMs)));
}

/** The ways that agents measure, with what the stretch of time holds of each. Sketches are merged, never averaged. */
export async function readPaths(pool: pg.Pool, asked: PathsAsked): Promise<MeasuredPath[]> {
  const { rows } = await pool.query<Cells>({
    text: `SELECT t.from_site, t.to_site, t.kind, t.id, s.agent_id, s.sent, s.lost, s.failed, s.fault,
                  s.jitter_sum_ns::float8, s.jitter_pairs, s.sketch,
                  extract(epoch FROM s.last_minute)::float8, extract(epoch FROM r.last_minute)::float8
           FROM probe_target t
           ${joins[asked.over.by]}
           WHERE ${condition}
           ORDER BY t.from_site, t.to_site, t.kind, t.id`,
    values: [...toParameters(asked), toStart(asked)],
    rowMode: 'array',
  });
  const paths: MeasuredPath[] = [];
  let target: string | null = null;
  for (const row of rows) {
    const [from, to, kind, id, agent, , , , , , , , , everMinute] = row;
    if (!isProbeKind(kind)) continue;
    let path = paths.at(-1);
    if (path === undefined || path.from !== from || path.to !== to || path.kind !== kind) {
      path = { from, to, kind, source: 'agent', targets: 0, agents: new Set(), sum: new ProbeSum(), lastMinute: null };
      paths.push(path);
    }
    if (id !== target) path.targets += 1;
    target = id;
    addTo(path, agent, row);
    const ever = everMinute === null ? null : new Date(everMinute * 1_000);
    if (ever !== null && (path.lastMinute === null || ever > path.lastMinute)) path.lastMinute = ever;
  }
  return paths;
}

function addTo(path: MeasuredPath, agent: string | null, row: Cells): void {
  const [, , , , , sent, lost, failed, fault, jitterSumNs, jitterPairs, sketch, last] = row;
  if (agent === null || sent === null || lost === null || failed === null || last === null) return;
  if (jitterSumNs === null || jitterPairs === null) return;
  path.agents.add(agent);
  const lastMinute = new Date(last * 1_000);
  path.sum.add({ sent, lost, failed, fault: toProbeFault(fault), jitterSumNs, jitterPairs, sketch, lastMinute });
}

type Cells = [
  from: string,
  to: string,
  kind: string,
  target: string,
  agent: string | null,
  sent: number | null,
  lost: number | null,
  failed: number | null,
  fault: string | null,
  jitterSumNs: number | null,
  jitterPairs: number | null,
  sketch: Buffer | null,
  last: number | null,
  ever: number | null,
];

const condition = `t.enabled AND t.connection_id IS NULL
  AND ($1::text[] IS NULL OR t.from_site = ANY ($1) OR t.to_site = ANY ($1))
  AND ($2::text IS NULL OR t.from_site = $2) AND ($3::text IS NULL OR t.to_site = $3)
  AND ($4::text IS NULL OR t.kind = $4)`;

/** `s` is a span of the stretch, `r` the last quarter of an hour of the same agent and target. */
const joins = {
  recent: `LEFT JOIN probe_recent r ON r.target_id = t.id
           LEFT JOIN LATERAL (SELECT r.* WHERE r.last_minute > $5) s ON true`,
  minutes: `LEFT JOIN probe_recent r ON r.target_id = t.id
            LEFT JOIN LATERAL (SELECT *, minute AS last_minute FROM probe_minute m
              WHERE m.target_id = r.target_id AND m.agent_id = r.agent_id AND m.minute > $5) s ON true`,
  hours: `LEFT JOIN probe_recent r ON r.target_id = t.id
          LEFT JOIN LATERAL (SELECT * FROM probe_hour h
            WHERE h.target_id = r.target_id AND h.agent_id = r.agent_id AND h.hour > $5) s ON true`,
};

function toParameters({ sites, from, to, kind }: PathsAsked) {
  return [sites, from ?? null, to ?? null, kind ?? null];
}

/** Hours are whole: the one that the stretch begins in counts as a whole. */
function toStart({ over: { by, ms }, now }: PathsAsked): Date {
  const step = by === 'hours' ? hourMs : minuteMs;
  return new Date(now.getTime() - ms - step);
}
