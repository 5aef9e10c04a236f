import type { MetricSeries } from '@/lib/domain/metric';
import { gatherSeries } from '../gather-series';
import { type MetricGroup, pickLabels, toTargetAttribute } from '../metric-group';
import { lastOf, type ServedSeries } from '../query-series';
import { toPoints } from '../values';

const success = 'probe_success';
const duration = 'probe_duration_seconds';
const icmp = 'probe_icmp_duration_seconds';
const roundTrip = `${icmp}{phase="rtt"}`;

/** Prometheus's blackbox exporter. A probe by ICMP tells of the way to its target: a link's facts too. */
export const blackboxGroup = {
  name: 'blackbox exporter',
  queries: [{ expression: lastOf([success, duration]) }, { expression: lastOf([icmp], 'phase="rtt"') }],
  toSeries(served) {
    const succeeded = new Map(
      served.filter(({ name }) => name === success).map((series) => [keyOf(series), succeededAt(series)]),
    );
    const pinged = new Set(served.filter(({ name }) => name === icmp).map(keyOf));
    return gatherSeries(
      served.flatMap((series): MetricSeries[] => {
        const { name, samples } = series;
        const attributes = toAttributes(series);
        const probe = { definition: name, subject: 'probe' as const, attributes };
        const link = { subject: 'link' as const, attributes };
        if (name === success) {
          const points = toPoints(samples, (value) => (value === 0 || value === 1 ? value : null));
          const reached: MetricSeries = { ...link, metric: 'link.reachability', definition: success, points };
          return [{ ...probe, metric: 'probe.success', points }, ...(pinged.has(keyOf(series)) ? [reached] : [])];
        }
        const points = toPoints(samples, (value) => (value >= 0 ? value : null));
        if (name === duration) return [{ ...probe, metric: 'probe.duration', points }];
        if (name !== icmp) return [];
        // A probe that came back with nothing has a duration of 0, which nothing took.
        const moments = succeeded.get(keyOf(series));
        const answered = points.filter(({ at, value }) => value > 0 && moments?.has(at.getTime()));
        return [{ ...link, metric: 'link.latency', definition: roundTrip, points: answered }];
      }),
    );
  },
} satisfies MetricGroup;

function succeededAt({ samples }: ServedSeries): Set<number> {
  return new Set(samples.filter(({ value }) => value === '1').map(({ at }) => at.getTime()));
}

function keyOf({ labels: { phase: _, ...labels } }: ServedSeries): string {
  return JSON.stringify(Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function toAttributes({ labels }: ServedSeries): Record<string, string> {
  return {
    ...toTargetAttribute(labels),
    ...pickLabels(labels, { 'probe.target': 'instance', 'probe.module': 'module' }),
  };
}
