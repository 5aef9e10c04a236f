import { isSameWay } from '@/lib/analytics/links/join-declared';
import type { Link } from '@/lib/analytics/links/join-links';
import { type Course, sumCourses, toStateCourse, toUtilizationCourse } from '@/lib/analytics/links/link-courses';
import { pickWay, turn, type WayOfTraffic } from '@/lib/analytics/links/measuring-end';
import type { ToldLink } from '@/lib/analytics/links/told-link';
import type { LinkSeries, LinkSeriesQuery } from '@/lib/api/contracts/link-series';
import { type MetricName, metrics } from '@/lib/domain/metric';
import { readTroublesOf } from '@/lib/store/links/link-troubles';
import type { RolledSeries } from '@/lib/store/metrics/metric-store';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { chooseHistoryStep, startsOf } from '@/lib/views/gpus/device/history-step';
import { toKeptGaps } from '@/lib/views/gpus/device/kept-gaps';
import { toHistoryColumns } from '@/lib/views/gpus/device/to-history-columns';
import type { ViewContext } from '@/lib/views/view-context';
import { findLink } from './find-link';
import { linkHistoryMetrics, readOfLink } from './link-meters';
import { toNameOf } from './to-link-row';

const bitsPerByte = 8;
const inBits: readonly MetricName[] = ['link.io.rate', 'link.capacity'];
const troublesShown = 200;

type Series = LinkSeries['series'][number];

/**
 * What was measured of a link over a stretch of time, in steps, and what went wrong with it then. Throughput is what the first
 * of its tellers that measures any saw, turned to the near end. Throws a `not-found` Refusal where there is none within reach.
 */
export async function readLinkSeries(context: ViewContext, id: string, query: LinkSeriesQuery): Promise<LinkSeries> {
  const { database, now } = context;
  const { found, state } = await findLink(context, id);
  const { link, values } = found;
  const nameOf = toNameOf(state);
  const store = metricStoreOf(database.pool);
  const range = { from: new Date(query.from), to: new Date(query.to) };
  const stepMs = chooseHistoryStep(range, store.retention, now);
  const startsAt = startsOf(range, stepMs);
  const identities = link.told.map(({ resource: { connectionId, nativeId }, facts: { key } }) => ({
    connectionId,
    nativeId,
    key,
  }));
  const [read, troubles] = await Promise.all([
    readOfLink(
      link,
      linkHistoryMetrics,
      (filter) => store.readRange(filter, range, stepMs),
      ({ series }) => series,
    ),
    readTroublesOf(database.pool, identities, troublesShown, range.to),
  ]);
  const sides = read.told.map(({ told, items }) => ({
    told,
    series: items.map((item) => toSeries(item, told, { startsAt, stepMs, now, nameOf })),
  }));
  const receive = toThroughput(sides, link, 'receive');
  const transmit = toThroughput(sides, link, 'transmit');
  const capacity = values.capacity && { value: values.capacity.value, basis: values.capacity.basis };
  const stated = sides.map(({ series }) => series.filter(({ metric }) => metric === 'link.state'));
  return {
    stepMs,
    startsAt: startsAt.map((start) => new Date(start).toISOString()),
    series: sides.flatMap(({ series }) => series),
    receive,
    transmit,
    utilization: toUtilizationCourse(receive, transmit, capacity?.value ?? null),
    capacity,
    states: toStateCourse(stated),
    troubles: troubles
      .filter(({ openedAt, closedAt }) => openedAt < range.to && (closedAt === null || closedAt >= range.from))
      .map(({ kind, openedAt, closedAt }) => ({
        kind,
        openedAt: openedAt.toISOString(),
        closedAt: closedAt?.toISOString() ?? null,
      })),
    gaps: [...read.gaps, ...toKeptGaps(store.retention, range, stepMs, now)],
  };
}

interface Laid {
  startsAt: readonly number[];
  stepMs: number;
  now: Date;
  nameOf: (connectionId: string | null) => string;
}

function toSeries(item: RolledSeries, { facts }: ToldLink, { startsAt, stepMs, now, nameOf }: Laid): Series {
  const { connectionId, metric, definition, attributes } = item.series;
  const { unit, says } = metrics[metric];
  const isInBits = inBits.includes(metric);
  const columns = toHistoryColumns(metric, item, startsAt);
  const told = (course: Course) =>
    isInBits ? course.map((value) => (value === null ? null : value * bitsPerByte)) : [...course];
  const last = item.startsAt.at(-1);
  const named = new Set(['resource', ...facts.meters.flatMap((meter) => Object.keys(meter.attributes))]);
  return {
    metric,
    unit: isInBits ? 'bit/s' : unit,
    says,
    definition,
    connectionId,
    connectionName: nameOf(connectionId),
    attributes: Object.fromEntries(Object.entries(attributes).filter(([key]) => !named.has(key))),
    mean: told(columns.mean),
    min: told(columns.min),
    max: told(columns.max),
    lastMeasuredAt: last === undefined ? null : new Date(Math.min(now.getTime(), last + stepMs)).toISOString(),
  };
}

/**
 * Of the first teller that measured any: two ends never add. The other end receives what this one transmits, unless it was
 * declared the same way round.
 */
function toThroughput(
  sides: readonly { told: ToldLink; series: readonly Series[] }[],
  { near }: Pick<Link, 'near'>,
  way: WayOfTraffic,
): (number | null)[] | null {
  for (const [index, { told, series }] of sides.entries()) {
    const seen = index === 0 || isSameWay(told, near) ? way : turn(way);
    const rates = series.filter(({ metric }) => metric === 'link.io.rate');
    const found = pickWay(rates, told.facts, seen);
    const same = found.filter(({ definition }) => definition === found[0]?.definition);
    const sum = sumCourses(same.map(({ mean }) => mean));
    if (sum !== null) return sum;
  }
  return null;
}
