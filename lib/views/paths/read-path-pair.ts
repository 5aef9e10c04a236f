import { requirePermission } from '@/lib/access/authorise';
import type { PathPair, PathSeries, PathSeriesQuery } from '@/lib/api/contracts/path-series';
import { isProbeKind, type ProbeKind } from '@/lib/domain/probe/probe';
import { type ProbeSpan, ProbeSum } from '@/lib/domain/probe/probe-sums';
import { Refusal } from '@/lib/domain/refusal';
import type { ProbeTarget } from '@/lib/store/database/generated/client';
import type { MetricRange } from '@/lib/store/metrics/metric-store';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { readHourSpans, readMinuteSpans } from '@/lib/store/probes/read-spans';
import type { ViewContext } from '@/lib/views/view-context';
import { readSiteTitles } from '@/lib/views/workloads/read-site-titles';
import { readExporterMinutes } from './exporter-minutes';
import { type MonitorMinute, readMonitorMinutes } from './monitor-minutes';
import { sumMonitorMinutes } from './read-monitor-paths';
import { toEndOfMinute, toPathUnit } from './to-path';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Minutes of agents are kept so long. */
const minutesKeptMs = 48 * hourMs;
const steps = [1, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440].map((minutes) => minutes * minuteMs);
const mostSteps = 400;

/** A place in time with what was measured there. */
type Placed = ProbeSpan & { at: Date };

/**
 * A pair of sites over time, either way, by each kind and source of its own. Sketches are merged step by step: never is a
 * percentile averaged. Not found where there is no such pair of sites,
 * neither is within reach, or one is not and nothing is measured between them.
 */
export async function readPathPair(
  { actor, database, now }: ViewContext,
  ends: { from: string; to: string },
  query: PathSeriesQuery,
): Promise<PathPair> {
  const reach = requirePermission(actor, 'inventory:read');
  const { from: one, to: other } = ends;
  const within = [one, other].filter((site) => reach.everything || reach.sites.includes(site)).length;
  const known = await database.prisma.site.count({ where: { name: { in: [one, other] } } });
  const none = new Refusal('not-found', 'There is no such pair of sites.');
  if (within === 0 || known < 2) throw none;
  const stored = await database.prisma.probeTarget.findMany({
    where: {
      enabled: true,
      OR: [
        { fromSite: one, toSite: other },
        { fromSite: other, toSite: one },
      ],
    },
    include: { connection: { select: { name: true, provider: true } } },
    orderBy: [{ kind: 'asc' }, { id: 'asc' }],
  });
  // A site out of reach is known by the ways that are measured to it or from it, and by nothing else.
  if (within < 2 && stored.length === 0) throw none;
  const asked = { from: new Date(query.from), to: new Date(query.to) };
  const { range, stepMs, startsAt, isByMinutes } = toSteps(asked, now);
  const store = metricStoreOf(database.pool);
  const areSamplesKept = now.getTime() - asked.from.getTime() <= store.retention.rawMs + minuteMs;
  const of = (provider: string | null) =>
    stored.filter(({ connection }) => (connection?.provider ?? null) === provider);
  const [ofAgents, ofExporters, ofMonitors] = [of(null), of('prometheus'), of('azure')];
  const ids = ofAgents.map(({ id }) => id);
  const [spans, exporterMinutes, monitorMinutes] = await Promise.all([
    isByMinutes ? readMinuteSpans(database.pool, ids, range) : readHourSpans(database.pool, ids, range),
    ofExporters.length > 0 && areSamplesKept ? readExporterMinutes(store, ofExporters, range) : [],
    ofMonitors.length > 0 && areSamplesKept ? readMonitorMinutes(database, store, ofMonitors, range) : [],
  ]);
  const spansOf = Map.groupBy(spans, ({ target }) => target);
  const bucket = { startsAt, stepMs, now };
  const series = [
    ...groupWays(ofAgents).map((way) =>
      toSeries(
        way,
        'agent',
        way.targets.flatMap(({ id }) => spansOf.get(id) ?? []),
        bucket,
      ),
    ),
    ...groupWays(ofExporters).map((way) => {
      const told = way.targets.flatMap((target) => exporterMinutes[ofExporters.indexOf(target)] ?? []);
      const placed = told.map((minute) => ({ ...minute, at: minute.minute, lastMinute: minute.minute }));
      return toSeries(way, 'exporter', placed, bucket);
    }),
    ...groupWays(ofMonitors).map((way) =>
      toMonitorSeries(
        way,
        way.targets.flatMap((target) => monitorMinutes[ofMonitors.indexOf(target)] ?? []),
        bucket,
      ),
    ),
  ];
  const gaps = [
    ...(!areSamplesKept && ofExporters.length + ofMonitors.length > 0
      ? [
          `What exporters and monitors measured is kept for ${Math.round(store.retention.rawMs / hourMs)} hours: choose a shorter range to see it.`,
        ]
      : []),
  ];
  return {
    stepMs,
    startsAt: startsAt.map((start) => new Date(start).toISOString()),
    series,
    targets: stored.flatMap(({ id, fromSite, toSite, kind, address, connection, everySeconds }) =>
      isProbeKind(kind)
        ? [
            {
              from: fromSite,
              to: toSite,
              kind,
              source: connection === null ? 'agent' : connection.provider === 'azure' ? 'monitor' : 'exporter',
              address,
              by:
                connection === null
                  ? [...new Set((spansOf.get(id) ?? []).map(({ agent }) => agent))].sort()
                  : [connection.name],
              everySeconds: connection === null ? everySeconds : null,
            } satisfies PathPair['targets'][number],
          ]
        : [],
    ),
    gaps,
    siteTitles: await readSiteTitles(database, [one, other]),
  };
}

interface Steps {
  startsAt: readonly number[];
  stepMs: number;
  now: Date;
}

interface Way<T> {
  from: string;
  to: string;
  kind: ProbeKind;
  targets: T[];
}

function groupWays<T extends ProbeTarget>(targets: readonly T[]): Way<T>[] {
  return [...Map.groupBy(targets, ({ fromSite, toSite, kind }) => `${fromSite} ${toSite} ${kind}`).values()].flatMap(
    (each) => {
      const [first] = each;
      if (first === undefined || !isProbeKind(first.kind)) return [];
      return [{ from: first.fromSite, to: first.toSite, kind: first.kind, targets: each }];
    },
  );
}

/** The finest steps that are kept as far back and no more than 400, the range widened to whole ones. */
function toSteps({ from, to }: MetricRange, now: Date) {
  const isByMinutes = now.getTime() - from.getTime() <= minutesKeptMs;
  const spanMs = to.getTime() - from.getTime();
  const stepMs = steps.find((step) => spanMs / step <= mostSteps && (isByMinutes || step >= hourMs)) ?? 24 * hourMs;
  const first = Math.floor(from.getTime() / stepMs);
  const end = Math.ceil(to.getTime() / stepMs);
  const startsAt = Array.from({ length: end - first }, (_, index) => (first + index) * stepMs);
  return { range: { from: new Date(first * stepMs), to: new Date(end * stepMs) }, stepMs, startsAt, isByMinutes };
}

function toSeries(
  { from, to, kind }: Way<unknown>,
  source: PathSeries['source'],
  spans: readonly Placed[],
  { startsAt, stepMs, now }: Steps,
): PathSeries {
  const { unit, perUnit } = toPathUnit(kind);
  const whole = new ProbeSum();
  for (const span of spans) whole.add({ ...span, sketch: null });
  const byStep = Map.groupBy(spans, ({ at }) => Math.floor(at.getTime() / stepMs) * stepMs);
  const columns = startsAt.map((start) => {
    const sum = new ProbeSum();
    for (const span of byStep.get(start) ?? []) sum.add(span);
    const [p50, p95] = sum.values.quantiles([0.5, 0.95]);
    const tell = (value: number | null) => (value === null ? null : Math.round(value) / perUnit);
    return { p50: tell(p50), p95: tell(p95), loss: sum.loss, jitter: tell(sum.jitterNs) };
  });
  return {
    from,
    to,
    kind,
    source,
    basis: 'measured',
    unit,
    ...toColumns(columns),
    sent: whole.sent,
    failed: whole.failed,
    fault: whole.fault,
    lastMeasuredAt: toEndOfMinute(whole.lastMinute, now),
  };
}

function toMonitorSeries(
  { from, to, kind }: Way<unknown>,
  told: readonly MonitorMinute[],
  { startsAt, stepMs, now }: Steps,
): PathSeries {
  const byStep = Map.groupBy(told, ({ at }) => Math.floor(at.getTime() / stepMs) * stepMs);
  const columns = startsAt.map((start) => {
    const { values, loss, jitter } = sumMonitorMinutes(byStep.get(start) ?? []);
    return { p50: values?.p50 ?? null, p95: values?.p95 ?? null, loss, jitter };
  });
  const newest = told.reduce<Date | null>((late, { at }) => (late === null || at > late ? at : late), null);
  return {
    from,
    to,
    kind,
    source: 'monitor',
    basis: 'derived',
    unit: 's',
    ...toColumns(columns),
    sent: told.length,
    failed: 0,
    fault: null,
    lastMeasuredAt: toEndOfMinute(newest, now),
  };
}

type Column = 'p50' | 'p95' | 'loss' | 'jitter';

function toColumns(steps: readonly Record<Column, number | null>[]): Record<Column, (number | null)[]> {
  return {
    p50: steps.map(({ p50 }) => p50),
    p95: steps.map(({ p95 }) => p95),
    loss: steps.map(({ loss }) => loss),
    jitter: steps.map(({ jitter }) => jitter),
  };
}
