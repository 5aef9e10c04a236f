import type { Link } from '@/lib/analytics/links/join-links';
import { indexByMeter } from '@/lib/analytics/links/link-values';
import type { ToldLink } from '@/lib/analytics/links/told-link';
import type { MetricName } from '@/lib/domain/metric';
import type { MetricAnswer, SeriesFilter, StoredSeries } from '@/lib/store/metrics/metric-store';

/** What is measured of links over time. */
export const linkHistoryMetrics: readonly MetricName[] = [
  'link.io.rate',
  'link.capacity',
  'link.latency',
  'link.loss',
  'link.reachability',
  'link.packet.drop.rate',
  'link.errors',
  'link.optical.power',
  'link.bgp.state',
  'link.bgp.prefixes',
  'link.state',
];

/** What `ask` finds of the series of a link, teller by teller, with why there may be more. Own probes are no series. */
export async function readOfLink<T>(
  link: Link,
  metrics: readonly MetricName[],
  ask: (filter: SeriesFilter) => Promise<MetricAnswer<T>>,
  seriesOf: (item: T) => StoredSeries,
): Promise<{ told: { told: ToldLink; items: readonly T[] }[]; gaps: string[] }> {
  const wanted = new Map<string, Set<string>>();
  for (const { resource, facts } of link.told)
    for (const meter of facts.meters) {
      const connectionId = meter.connectionId === undefined ? resource.connectionId : meter.connectionId;
      if (connectionId === null) continue;
      wanted.set(connectionId, (wanted.get(connectionId) ?? new Set()).add(meter.resource));
    }
  const answers = await Promise.all(
    [...wanted].map(([connectionId, resources]) =>
      ask({
        metrics,
        subject: 'link',
        connectionIds: [connectionId],
        attributes: { resource: [...resources] },
      }),
    ),
  );
  const placed = answers.flatMap(({ items }) =>
    items.map((item) => {
      const { connectionId, attributes } = seriesOf(item);
      return { connectionId, attributes, item };
    }),
  );
  const itemsOf = indexByMeter(placed);
  return {
    told: link.told.map((told) => ({ told, items: [...new Set(itemsOf(told).map(({ item }) => item))] })),
    gaps: [...new Set(answers.flatMap(({ gaps }) => gaps))],
  };
}
