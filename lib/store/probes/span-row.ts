import { type ProbeFault, probeFaults } from '@/lib/domain/probe/probe';
import type { ProbeSpan } from '@/lib/domain/probe/probe-sums';

/** A span of time of one target, as the tables of hours and of the last quarter of an hour have it. */
export interface SpanRow {
  target_id: string;
  sent: number;
  lost: number;
  failed: number;
  fault: string | null;
  jitter_sum_ns: number;
  jitter_pairs: number;
  sketch: Buffer | null;
  last_minute: Date;
}

/** Its columns in SQL. */
export const spanColumns =
  'sent, lost, failed, fault, jitter_sum_ns::float8 AS jitter_sum_ns, jitter_pairs, sketch, last_minute';

export function toSpan(row: SpanRow): ProbeSpan {
  return {
    sent: row.sent,
    lost: row.lost,
    failed: row.failed,
    fault: toProbeFault(row.fault),
    jitterSumNs: row.jitter_sum_ns,
    jitterPairs: row.jitter_pairs,
    sketch: row.sketch,
    lastMinute: row.last_minute,
  };
}

/** A fault of a version to come is told as the agent's own. */
export function toProbeFault(text: string | null): ProbeFault | null {
  if (text === null) return null;
  return probeFaults.find((fault) => fault === text) ?? 'agent-failed';
}
