import type { Path } from '@/lib/api/contracts/paths';
import type { LogSketch } from '@/lib/domain/link/sketch/log-sketch';
import { type ProbeKind, toProbeUnit } from '@/lib/domain/probe/probe';
import type { MeasuredPath } from '@/lib/store/probes/read-paths';

const minuteMs = 60_000;

/** A way as the API tells it. */
export function toPath({ from, to, kind, source, targets, agents, sum, lastMinute }: MeasuredPath, now: Date): Path {
  const { unit, perUnit } = toPathUnit(kind);
  const { loss, jitterNs } = sum;
  return {
    from,
    to,
    kind,
    source,
    state: sum.sent > 0 ? 'measured' : 'unknown',
    unit,
    values: toDistribution(sum.values, perUnit),
    loss,
    jitter: jitterNs === null ? null : Math.round(jitterNs) / perUnit,
    sent: sum.sent,
    lost: sum.lost,
    failed: sum.failed,
    fault: sum.fault,
    targets,
    agents: agents.size,
    lastMeasuredAt: toEndOfMinute(lastMinute, now),
  };
}

/** What values of a kind are told in, and how many units of its sketches that is. */
export function toPathUnit(kind: ProbeKind): { unit: Path['unit']; perUnit: number } {
  return toProbeUnit(kind) === 'ns' ? { unit: 's', perUnit: 1_000_000_000 } : { unit: 'By/s', perUnit: 1 };
}

/** How values are distributed; null: there are none. */
export function toDistribution(values: LogSketch, perUnit: number): Path['values'] {
  const { count, min, max, sum } = values;
  const [p50, p95, p99] = values.quantiles([0.5, 0.95, 0.99]);
  if (min === null || max === null || p50 === null || p95 === null || p99 === null) return null;
  // Whole units of the sketch: what is less says nothing.
  const tell = (value: number) => Math.round(value) / perUnit;
  return {
    p50: tell(p50),
    p95: tell(p95),
    p99: tell(p99),
    min: tell(min),
    max: tell(max),
    mean: tell(Number(sum) / count),
    count,
  };
}

/** The end of a minute; of the one that is under way, now. */
export function toEndOfMinute(minute: Date | null, now: Date): string | null {
  if (minute === null) return null;
  return new Date(Math.min(now.getTime(), minute.getTime() + minuteMs)).toISOString();
}
