import type { DeviceTrend } from '@/lib/analytics/gpus/rolled-columns';
import type { GpuHistory } from '@/lib/api/contracts/gpu-history';
import type { MetricRange } from '@/lib/store/metrics/metric-store';

/**
 * From the first to the last that was measured within a range; of roll-ups by `stepMs` to the end of the last, of samples
 * (0) to the last itself. Null: nothing was.
 */
export function toMeasured(
  trends: readonly Pick<DeviceTrend, 'startsAt'>[],
  range: MetricRange,
  stepMs: number,
): GpuHistory['xidMeasured'] {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { startsAt } of trends) {
    const [first, last] = [startsAt[0], startsAt[startsAt.length - 1]];
    if (first === undefined || last === undefined) continue;
    from = Math.min(from, first);
    to = Math.max(to, last + stepMs);
  }
  if (from > to) return null;
  // Roll-ups stand in whole steps, which may reach beyond what was asked for.
  return {
    from: new Date(Math.max(from, range.from.getTime())).toISOString(),
    to: new Date(Math.min(to, range.to.getTime())).toISOString(),
  };
}
