import type { Metric } from '@aws-sdk/client-cloudwatch';
import { forEachInTurns } from '../../contract/concurrency/in-turns';
import type { AwsPlace } from '../connect/region-context';
import { type MetricGroup, type MetricSource, toDimensions } from './metric-source';

/** One series of ours, and the CloudWatch metrics whose points make it up. */
export interface WantedSeries {
  source: MetricSource;
  namespace: string;
  attributes: Record<string, string>;
  /** Over how many devices a value is the sum; 1 where it is not. */
  count: number;
  /** More than one where a dimension that says nothing of the thing changed, e.g. its scaling group. */
  metrics: Metric[];
}

export interface WantedRead {
  wanted: WantedSeries[];
  /** Metrics beyond the cap, which are not read. */
  beyondCap: number;
  /** Metrics of which too many name the same thing to be one measurement of it; they are not read either. */
  alike: number;
}

/** Of one thing at once: its dimensions change now and then, but these many are told apart by one that we do not know. */
const mostAlike = 8;

/** What is known of one source's metrics so far, by what they are about. */
type Found = Map<string, WantedSeries>;

/**
 * What to read of the metrics listed, in the group's order. The agent can publish one measurement under several sets of
 * dimensions: of those that name the same thing the one with the most is the measurement, the rest are roll-ups of it.
 */
export async function toWantedSeries(
  listed: readonly Metric[],
  { namespace, sources }: MetricGroup,
  place: AwsPlace,
  mostMetrics: number,
): Promise<WantedRead> {
  const found = new Map<MetricSource, Found>(sources.map((source) => [source, new Map()]));
  const byName = Map.groupBy(found, ([{ name }]) => name);
  await forEachInTurns(listed, (metric) => {
    const dimensions = toDimensions(metric);
    if (dimensions === null) return;
    for (const [source, known] of byName.get(metric.MetricName ?? '') ?? []) {
      const identified = source.identify(dimensions, place);
      if (identified !== null) addMetric(known, metric, { source, namespace, ...identified });
    }
  });
  const read: WantedRead = { wanted: [], beyondCap: 0, alike: 0 };
  let taken = 0;
  for (const known of found.values())
    for (const series of known.values()) {
      const { length } = series.metrics;
      if (length > mostAlike) read.alike += length;
      else if (taken + length > mostMetrics) read.beyondCap += length;
      else {
        taken += length;
        read.wanted.push(series);
      }
    }
  return read;
}

function addMetric(
  found: Found,
  metric: Metric,
  { count = 1, ...about }: Pick<WantedSeries, 'source' | 'namespace' | 'attributes'> & { count?: number },
): void {
  const key = toIdentity(about.attributes);
  const known = found.get(key);
  const [alike] = known?.metrics ?? [];
  const difference = alike === undefined ? 1 : countOf(metric) - countOf(alike);
  if (difference > 0) found.set(key, { ...about, count, metrics: [metric] });
  else if (difference === 0) known?.metrics.push(metric);
}

/** Of one source, which writes its attributes in one order. What a device is called does not tell it from others. */
function toIdentity({ 'gpu.model': _, ...identity }: Record<string, string>): string {
  return JSON.stringify(identity);
}

function countOf({ Dimensions: listed = [] }: Metric): number {
  return listed.length;
}
