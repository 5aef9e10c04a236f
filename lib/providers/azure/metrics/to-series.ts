import type { Metric, MetricsQueryResult, MetricValue } from '@azure/monitor-query-metrics';
import { keepAnsweredLatency } from '@/lib/domain/link/answered-latency';
import type { MetricPoint, MetricSeries } from '@/lib/domain/metric';
import type { MetricWindow } from '../../contract/provider';
import type { AzureMetric, MetricGroup } from './metric-group';

/** Series asked for of one resource; without a number Azure gives ten and does not say that there are more. */
export const mostSeries = 10_000;

/** The series of one answer, and what in it could not be used, each a plain reason. */
export interface SeriesRead {
  series: MetricSeries[];
  problems: { code: string; reason: string }[];
}

/** Within what time all that a grain counted can be read. */
const lateMs = 5 * 60_000;

/**
 * What an answer measured within the window, read at `now`. A moment without a value has no point, and nor has a grain whose
 * total may yet grow: a rate made of a part of it would be too low.
 */
export function toSeries(
  group: MetricGroup,
  results: readonly MetricsQueryResult[],
  window: MetricWindow,
  now: Date,
): SeriesRead {
  const settled = group.aggregation === 'total' ? upToSettled(window, group, now) : window;
  const read: SeriesRead = { series: [], problems: [] };
  for (const { resourceId, metrics } of results) {
    if (resourceId === undefined) {
      read.problems.push({ code: 'IdentityMissing', reason: 'measured something without saying what' });
      continue;
    }
    for (const measured of metrics) addMetric(read, group, resourceId.toLowerCase(), measured, settled);
  }
  return { ...read, series: keepAnsweredLatency(read.series) };
}

/** The moments at which grains begin whose end is long enough ago. */
function upToSettled({ from, to }: MetricWindow, { grainSeconds }: MetricGroup, now: Date): MetricWindow {
  const lastMs = now.getTime() - lateMs - grainSeconds * 1000;
  return { from, to: new Date(Math.min(to.getTime(), lastMs + 1)) };
}

function addMetric(
  { series, problems }: SeriesRead,
  group: MetricGroup,
  resource: string,
  measured: Metric,
  window: MetricWindow,
): void {
  const name = toMetricName(measured);
  const known = group.metrics.find((metric) => toKey(metric.name) === toKey(name));
  if (known === undefined) return;
  if (measured.errorCode !== undefined && measured.errorCode !== 'Success') {
    problems.push({ code: measured.errorCode, reason: `could not measure ${known.name}` });
    return;
  }
  if (!isKnownUnit(known, measured.unit)) {
    problems.push({ code: 'UnitUnexpected', reason: `gave ${known.name} in ${measured.unit}` });
    return;
  }
  if (measured.timeseries.length >= mostSeries)
    problems.push({ code: 'TooManySeries', reason: `had more series of ${known.name} than it gives at once` });
  for (const { metadatavalues, data } of measured.timeseries) {
    const points = (data ?? []).flatMap((value) => toPoint(group, known, value, window));
    if (points.length === 0) continue;
    const attributes = { resource, ...toAttributes(group, metadatavalues ?? []), ...known.attributes };
    series.push({
      metric: known.metric,
      definition: known.name,
      subject: group.subject,
      attributes,
      points: points.sort((a, b) => a.at.getTime() - b.at.getTime()),
    });
  }
}

/** The SDK hands on the localised name, so the id says which metric it is. */
function toMetricName({ id, name }: Metric): string {
  return id?.slice(id.lastIndexOf('/') + 1) || name;
}

function isKnownUnit({ units }: AzureMetric, unit: string): boolean {
  return units.some((known) => known === unit);
}

function toPoint(
  { aggregation }: MetricGroup,
  { toValue }: AzureMetric,
  value: MetricValue,
  { from, to }: MetricWindow,
): MetricPoint[] {
  const measured = value[aggregation];
  const atMs = value.timeStamp.getTime();
  if (typeof measured !== 'number' || !Number.isFinite(measured)) return [];
  if (Number.isNaN(atMs) || atMs < from.getTime() || atMs >= to.getTime()) return [];
  const converted = toValue(measured);
  return converted === null ? [] : [{ at: value.timeStamp, value: converted }];
}

/** Azure writes names of dimensions in a case of its own. */
function toAttributes(
  { dimensions, toAttributes: spell }: MetricGroup,
  values: readonly { name?: string; value?: string }[],
): Record<string, string> {
  const attributes = new Map(Object.entries(dimensions).map(([name, attribute]) => [toKey(name), attribute]));
  const told = Object.fromEntries(
    values.flatMap(({ name, value }) => {
      const attribute = name === undefined ? undefined : attributes.get(toKey(name));
      return attribute === undefined || value === undefined || value === '' ? [] : [[attribute, value]];
    }),
  );
  return spell?.(told) ?? told;
}

function toKey(name: string): string {
  return name.replaceAll(/[\s%]/g, '').toLowerCase();
}
