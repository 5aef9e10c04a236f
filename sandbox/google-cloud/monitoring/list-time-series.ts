import { projects } from '../../world/google-cloud/geography';
import type { Scope } from '../assets/scope';
import { type Call, integerOf } from '../call';
import type { Document } from '../documents/write';
import { GoogleError, invalidArgument } from '../google-error';
import { pageOf } from '../paging';
import { align, findAligner, findReducer, type Point, type Shape, shapeAligned } from './align';
import { parseFilter } from './filter';
import type { Measured } from './measured';
import type { MetricSource, Series, ValueType } from './metric-source';
import { metricSources } from './metric-sources';
import { reduceSeries } from './reduce-series';

const minuteMs = 60_000;
/** Samples become visible this long after they were taken. */
const delayMs = 120_000;
const mostPoints = 100_000;
const defaultSize = 100_000;

interface Interval {
  startMs: number;
  endMs: number;
}

/** Answers `monitoring … /timeSeries`. */
export function listTimeSeries(call: Call, scope: Scope): unknown {
  const { query, world, seed } = call;
  if (scope.project === null) throw invalidArgument('Only the series of projects can be listed here.');
  const project = projects[scope.project].id;
  const filter = parseFilter(query.get('filter') ?? '');
  const [type, ...others] = filter.metricTypes;
  if (type === undefined || others.length > 0) {
    throw invalidArgument('Field filter had an invalid value: The filter must specify a single metric type.');
  }
  const interval = readInterval(query);
  const aligner = findAligner(query.get('aggregation.perSeriesAligner') ?? '');
  const source = metricSources.find((metric) => metric.type === type);
  if (!source) {
    throw new GoogleError(
      'NOT_FOUND',
      `Cannot find metric(s) that match type = "${type}". If a metric was created recently, it could take up to 10 minutes to become available. Please try again soon.`,
    );
  }
  const shape: Shape = { kind: source.kind, valueType: source.valueType, unit: source.unit };
  const aligned = aligner === null ? shape : shapeAligned(aligner, shape);
  const periodMs = aligner === null ? 0 : readPeriod(query);
  const latestMs = call.worldNow.getTime() - delayMs;
  const measured = source
    .series({ seed, world, scope, span: { fromMs: interval.startMs, toMs: Math.min(interval.endMs, latestMs) } })
    .filter(({ metricLabels, resource }) => filter.test({ metricType: type, metricLabels, resource, project }))
    .map((series): Measured => {
      const points = measure(series, source, interval, latestMs, periodMs);
      return {
        metricLabels: series.metricLabels,
        resource: series.resource,
        points: aligner === null ? points : align(aligner, points, { kind: source.kind, periodMs, ...interval }),
      };
    })
    .filter(({ points }) => points.length > 0);
  const reducer = findReducer(query.get('aggregation.crossSeriesReducer') ?? '');
  if (reducer !== null && aligner === null) {
    throw invalidArgument('Field aggregation.perSeriesAligner had an invalid value: a reducer needs an aligner.');
  }
  const grouped =
    reducer === null ? measured : reduceSeries(measured, reducer, query.getAll('aggregation.groupByFields'));
  const headersOnly = ['HEADERS', '1'].includes(query.get('view') ?? '');
  const size = integerOf(query, 'pageSize', defaultSize);
  if (size === null || size < 0) throw invalidArgument('Field pageSize had an invalid value.');
  const pointsEach = Math.max(1, ...grouped.map(({ points }) => points.length));
  // A page is filled by points, or by series where only their headers are asked for.
  const limit = size === 0 ? defaultSize : Math.min(size, mostPoints);
  const { items, nextPageToken } = pageOf({
    items: grouped,
    keyOf: ({ metricLabels, resource }) => JSON.stringify([metricLabels, resource]),
    size: headersOnly ? limit : Math.max(1, Math.floor(limit / pointsEach)),
    token: query.get('pageToken') ?? '',
    question: ['timeSeries', scope.name, query.get('filter'), interval, aligner, periodMs],
    signingKey: call.trust.signingKey,
    fault: call.fault,
  });
  return {
    ...(items.length === 0
      ? {}
      : { timeSeries: items.map((series) => writeSeries(series, type, aligned, headersOnly)) }),
    ...(nextPageToken === undefined ? {} : { nextPageToken }),
    unit: aligned.unit,
  };
}

function readInterval(query: URLSearchParams): Interval {
  const endMs = Date.parse(query.get('interval.endTime') ?? '');
  const start = query.get('interval.startTime');
  const startMs = start === null ? endMs : Date.parse(start);
  if (Number.isNaN(endMs) || Number.isNaN(startMs)) {
    throw invalidArgument('Field interval.endTime had an invalid value: The end time must be given as a timestamp.');
  }
  if (startMs > endMs) {
    throw invalidArgument('Field interval.startTime had an invalid value: The start time must be before the end time.');
  }
  return { startMs, endMs };
}

function readPeriod(query: URLSearchParams): number {
  const seconds = Number(/^(\d+)(?:\.0*)?s$/.exec(query.get('aggregation.alignmentPeriod') ?? '')?.[1]);
  if (Number.isNaN(seconds) || seconds < 60) {
    throw invalidArgument('Field aggregation.alignmentPeriod had an invalid value: it must be at least 60 seconds.');
  }
  return seconds * 1000;
}

/** The points of the minutes that ended within the interval; before it, as far as aligning needs. */
function measure(
  series: Series,
  { kind }: MetricSource,
  { startMs, endMs }: Interval,
  latestMs: number,
  periodMs: number,
): Point[] {
  const lead = kind === 'CUMULATIVE' && periodMs > 0 ? minuteMs : 0;
  const first = Math.floor((startMs - lead) / minuteMs) * minuteMs + minuteMs;
  const last = Math.min(endMs, latestMs);
  const points: Point[] = [];
  for (let at = startMs === endMs ? endMs - (endMs % minuteMs) : first; at <= last; at += minuteMs) {
    const value = series.valueAt(new Date(at));
    if (value === null) continue;
    const begun =
      kind === 'GAUGE' ? at : kind === 'DELTA' ? at - minuteMs : (series.sinceAt?.(new Date(at)).getTime() ?? at);
    points.push({ startMs: begun, endMs: at, value });
  }
  return points;
}

/** A series as the API writes it: the newest point first, whole numbers as text. */
function writeSeries(
  { metricLabels, resource, points }: Measured,
  type: string,
  { kind, valueType, unit }: Shape,
  headersOnly: boolean,
): Document {
  return {
    metric: { type, ...(Object.keys(metricLabels).length === 0 ? {} : { labels: metricLabels }) },
    resource,
    metricKind: kind,
    valueType,
    ...(headersOnly
      ? {}
      : {
          points: points.toReversed().map(({ startMs, endMs, value }) => ({
            interval: { startTime: instant(startMs), endTime: instant(endMs) },
            value: writeValue(value, valueType),
          })),
        }),
    ...(unit === '' ? {} : { unit }),
  };
}

function writeValue(value: number, valueType: ValueType): Document {
  if (valueType === 'BOOL') return { boolValue: value !== 0 };
  if (valueType === 'INT64') return { int64Value: String(Math.round(value)) };
  return { doubleValue: value };
}

function instant(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}
