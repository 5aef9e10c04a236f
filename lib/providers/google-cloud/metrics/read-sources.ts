import type { MetricSeries } from '@/lib/domain/metric';
import { readPages } from '../../contract/paging/read-pages';
import type { MetricWindow } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import { GoogleRefusal } from '../faults/google-refusal';
import { joinParts } from './join-parts';
import { counterLookBackMs, isOfCounter, type MetricSource } from './metric-source';
import type { MonitoringClient } from './monitoring-client';
import { toMetricSeries } from './to-metric-series';
import type { TimeSeries } from './to-points';

const operation = 'monitoring:timeSeries.list';

/** Where what is read goes. */
export type AddSeries = (region: string, series: MetricSeries) => void;

/** The sources of each metric type and resource, in order: what is listed once is read by all of them. */
export function groupByType(sources: readonly MetricSource[]): [MetricSource, ...MetricSource[]][] {
  const groups = new Map<string, [MetricSource, ...MetricSource[]]>();
  for (const source of sources) {
    const key = `${source.type} ${source.resourceType}`;
    const group = groups.get(key);
    if (group) group.push(source);
    else groups.set(key, [source]);
  }
  return [...groups.values()];
}

/**
 * Lists one metric type of one resource and reads it by all its sources. Gives the fault that kept some series or points
 * from being read; null when there was none.
 */
export async function readSources(
  monitoring: MonitoringClient,
  project: string,
  sources: readonly [MetricSource, ...MetricSource[]],
  window: MetricWindow,
  add: AddSeries,
): Promise<ProviderError | null> {
  const [{ type, resourceType, isWrittenByAgent }] = sources;
  let partial: ProviderError | null = null;
  const { items, fault } = await readPages({
    operation,
    fetchPage: (pageToken) =>
      monitoring.listSeries({
        project,
        filter: `metric.type = "${type}" AND resource.type = "${resourceType}"`,
        from: toListedFrom(sources, window),
        to: window.to,
        pageToken,
      }),
    itemsOf: ({ series, isPartial }): TimeSeries[] => {
      if (isPartial) partial ??= partlyAnswered(type);
      return series;
    },
    nextTokenOf: ({ nextPageToken }) => nextPageToken,
    identityOf: ({ metric, resource, points }) =>
      JSON.stringify([metric?.labels, resource?.labels, points?.[0]?.interval?.endTime, points?.length]),
  });
  const joined = joinPages(items);
  for (const source of sources)
    for (const series of source.whole === undefined ? joined : joinParts(joined, source.whole)) {
      const read = toMetricSeries(series, source, project, window);
      if (read instanceof ProviderError) partial ??= read;
      else if (read !== null) add(read.region, read.series);
    }
  return fault !== null && !(isWrittenByAgent && isUnknownType(fault)) ? fault : partial;
}

/** Google leaves out the moment at which an interval starts. */
function toListedFrom(sources: readonly MetricSource[], { from }: MetricWindow): Date {
  return new Date(from.getTime() - (sources.some(isOfCounter) ? counterLookBackMs : 1000));
}

/** A page may end within a series, whose later points the next one has. */
function joinPages(listed: readonly TimeSeries[]): TimeSeries[] {
  const joined = new Map<string, TimeSeries>();
  for (const series of listed) {
    const key = JSON.stringify([series.metric?.labels, series.resource?.labels]);
    const known = joined.get(key);
    joined.set(
      key,
      known === undefined ? series : { ...known, points: [...(known.points ?? []), ...(series.points ?? [])] },
    );
  }
  return [...joined.values()];
}

/** Of a type that nothing has ever written in the project, Monitoring says that it is not found. */
function isUnknownType({ cause }: ProviderError): boolean {
  return cause instanceof GoogleRefusal && cause.facts.httpStatus === 404;
}

function partlyAnswered(type: string): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'PartialAnswer',
    operation,
    message: `Google Cloud could not look everywhere for ${type}.`,
    remedy: 'Wait for the next collection; if it lasts, see status.cloud.google.com.',
  });
}
