import type { Metric } from '@aws-sdk/client-cloudwatch';
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

/**
 * What to read of the metrics listed, in the group's order. The agent can publish one measurement under several sets of
 * dimensions: of those that name the same thing the one with the most is the measurement, the rest are roll-ups of it.
 */
export function toWantedSeries(
  listed: readonly Metric[],
  { namespace, sources }: MetricGroup,
  place: AwsPlace,
  mostMetrics: number,
): WantedRead {
  const byName = Map.groupBy(listed, ({ MetricName }) => MetricName);
  const read: WantedRead = { wanted: [], beyondCap: 0, alike: 0 };
  let taken = 0;
  for (const source of sources)
    for (const series of toSeriesOf(byName.get(source.name) ?? [], source, namespace, place)) {
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

function toSeriesOf(
  listed: readonly Metric[],
  source: MetricSource,
  namespace: string,
  place: AwsPlace,
): Iterable<WantedSeries> {
  const found = new Map<string, WantedSeries>();
  for (const metric of listed) {
    const dimensions = toDimensions(metric);
    const identified = dimensions && source.identify(dimensions, place);
    if (!identified) continue;
    const { attributes, count = 1 } = identified;
    const key = toIdentity(attributes);
    const known = found.get(key);
    const [alike] = known?.metrics ?? [];
    const difference = alike === undefined ? 1 : countOf(metric) - countOf(alike);
    if (difference > 0) found.set(key, { source, namespace, attributes, count, metrics: [metric] });
    else if (difference === 0) known?.metrics.push(metric);
  }
  return found.values();
}

/** Of one source, which writes its attributes in one order. What a device is called does not tell it from others. */
function toIdentity({ 'gpu.model': _, ...identity }: Record<string, string>): string {
  return JSON.stringify(identity);
}

function countOf({ Dimensions: listed = [] }: Metric): number {
  return listed.length;
}
