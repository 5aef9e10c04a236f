import { keepAnsweredLatency } from '@/lib/domain/link/answered-latency';
import type { MetricPoint, MetricSeries } from '@/lib/domain/metric';
import type { MetricWindow } from '../../contract/provider';
import { toLinkId, toLinkName } from '../inventory/site-links';
import { toNumber } from '../topology/read-connectivity';
import type { Topology, TopologyEdge, TopologyLink, TopologyMetric } from '../topology/read-topology';
import { toWorseWord } from '../topology/worse-word';
import { linkMetrics } from './link-metrics';
import { toFactor, toStepSeconds } from './to-factor';

export interface LinkSeries {
  series: MetricSeries[];
  /** Metrics whose unit does not say what their numbers mean. */
  unclear: { type: string; unit: string }[];
}

/** By F5's own words; what is not one of these is no sample. */
const states: Readonly<Record<string, number>> = { LINK_STATUS_UP: 1, LINK_STATUS_DEGRADED: 0.5, LINK_STATUS_DOWN: 0 };

/** What a site's topology measured within the window, in canonical terms. A round trip of no time was none. */
export function toSeries(tenantId: string, { edges, step }: Topology, window: MetricWindow): LinkSeries {
  const read: LinkSeries = { series: [], unclear: [] };
  const stepSeconds = toStepSeconds(step);
  for (const edge of edges)
    for (const link of edge.links)
      for (const metric of link.metrics) addMetric(read, tenantId, edge, link, metric, stepSeconds, window);
  return { ...read, series: keepAnsweredLatency(read.series) };
}

/** F5's own word for a way, as one topology has it. */
export type WayWord = Pick<TopologyEdge, 'ends' | 'status'>;

/**
 * How ways stand by F5's own word, the worst of what the topologies of their sites say, at the moment of the reading. One whose
 * word is not known has no sample.
 */
export function toWordSeries(tenantId: string, ways: readonly WayWord[], at: Date): MetricSeries[] {
  const words = new Map<string, string | null>();
  for (const { ends, status } of ways) {
    const way = toLinkName(...ends);
    words.set(way, toWorseWord(status, words.get(way) ?? null));
  }
  return [...words].flatMap(([way, word]): MetricSeries[] => {
    const value = word !== null && Object.hasOwn(states, word) ? states[word] : undefined;
    if (value === undefined) return [];
    const attributes = { resource: toLinkId(tenantId, way) };
    return [{ metric: 'link.state', definition: 'LINK_STATUS', subject: 'link', attributes, points: [{ at, value }] }];
  });
}

function addMetric(
  read: LinkSeries,
  tenantId: string,
  edge: TopologyEdge,
  link: TopologyLink,
  { type, unit, data }: TopologyMetric,
  stepSeconds: number | null,
  window: MetricWindow,
): void {
  const known = linkMetrics.find((each) => each.type === type);
  if (known === undefined) return;
  const factor = toFactor(known.measures, unit ?? '', stepSeconds);
  for (const { labels, values } of data ?? []) {
    const points = toPoints(values ?? [], factor ?? Number.NaN, window);
    if (factor === null && (values ?? []).length > 0) read.unclear.push({ type, unit: unit || 'no unit' });
    const told = known.measures === 'time' ? points.filter(({ value }) => value > 0) : points;
    if (told.length === 0) continue;
    const [one, other] = edge.ends;
    read.series.push({
      metric: known.metric,
      definition: type,
      subject: 'link',
      attributes: {
        resource: toLinkId(tenantId, toLinkName(one, other)),
        source: labels?.src_site || link.source || one,
        destination: labels?.dst_site || link.destination || other,
        ...(link.name === null ? {} : { link: link.name }),
        ...known.attributes,
      },
      points: told,
    });
  }
}

/** The values within the window, oldest first, each moment once. A blank is no point. */
function toPoints(
  values: readonly { timestamp: number; value?: string | null }[],
  factor: number,
  { from, to }: MetricWindow,
): MetricPoint[] {
  const byTime = new Map<number, number>();
  for (const { timestamp, value } of values) {
    const atMs = Math.round(timestamp * 1000);
    const number = toNumber(value);
    if (number === null || atMs < from.getTime() || atMs >= to.getTime()) continue;
    const scaled = number * factor;
    if (Number.isFinite(scaled) && !byTime.has(atMs)) byTime.set(atMs, scaled);
  }
  return [...byTime].sort(([a], [b]) => a - b).map(([atMs, value]) => ({ at: new Date(atMs), value }));
}
