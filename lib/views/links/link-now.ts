import type pg from 'pg';
import type { LinkNow } from '@/lib/analytics/link-health/advance-troubles';
import {
  type Baseline,
  baselineReachMs,
  toBaseline,
  toBaselineStretches,
  withoutTroubles,
} from '@/lib/analytics/link-health/baseline';
import { findTurns, isFlapping, type StateStretch, type Turns } from '@/lib/analytics/link-health/count-falls';
import { isWorse, judgeQuality } from '@/lib/analytics/link-health/judge-quality';
import { toCarrying, toStateStretches } from '@/lib/analytics/link-health/state-stretches';
import { tellOnce } from '@/lib/analytics/link-health/tell-once';
import type { Link } from '@/lib/analytics/links/join-links';
import type { LinkStanding } from '@/lib/analytics/links/link-standing';
import { indexByMeter } from '@/lib/analytics/links/link-values';
import type { ToldLink } from '@/lib/analytics/links/told-link';
import { type LinkState, statesOfAMoment } from '@/lib/domain/link/link-facts';
import { type JudgedSign, type Quality, qualities } from '@/lib/domain/link/link-trouble';
import type { MetricName } from '@/lib/domain/metric';
import { readPastTroubles } from '@/lib/store/links/link-troubles';
import type { MetricRange, MetricStore, RolledSeries } from '@/lib/store/metrics/metric-store';
import { toIdentityKey } from './find-changes';
import type { LinkNet, StandingLink } from './link-net';
import { qualityMetrics, toReadings } from './quality-readings';

const stretchMs = 300_000;
const minuteMs = 60_000;
const hourMs = 3_600_000;
/** What is read of the present: an hour of falls, and a stretch before it to fall from. */
const presentMs = hourMs + 2 * stretchMs;

interface Measured {
  connectionId: string;
  metric: MetricName;
  definition: string;
  attributes: Readonly<Record<string, string>>;
  rolled: RolledSeries;
}

const toMeasured = (rolled: RolledSeries): Measured => ({ ...rolled.series, rolled });

/** Baselines of what one teller measures of a link, by quality, good for the hour they were made for. */
export type Baselines = (link: Pick<Link, 'told'>, told: ToldLink, quality: Quality) => Baseline | null;

/**
 * What is usual for every link at this hour, from up to four weeks of stretches of five minutes, without those in which it was
 * worse than usual for less than a day.
 */
export async function readBaselines(
  pool: pg.Pool,
  store: Pick<MetricStore, 'readRange'>,
  now: Date,
): Promise<{ baselines: Baselines; gaps: string[] }> {
  const past = await readPastTroubles(pool, 'quality', new Date(now.getTime() - baselineReachMs));
  const troublesOf = Map.groupBy(past, toIdentityKey);
  const found: Measured[] = [];
  const gaps = new Set<string>();
  for (const { fromMs, toMs } of toBaselineStretches(now.getTime())) {
    const read = await readStretches(store, qualityMetrics, { from: new Date(fromMs), to: new Date(toMs) });
    for (const one of read.items) found.push(one);
    for (const gap of read.gaps) gaps.add(gap);
  }
  const measuredOf = indexByMeter(found);
  const baselines: Baselines = (link, told, quality) => {
    const readings = readingsOf(measuredOf(told), quality, false).filter(({ isPartial }) => !isPartial);
    // A trouble is kept by the name that one of the tellers has for the link.
    const troubles = link.told.flatMap(({ resource: { connectionId, nativeId }, facts: { key } }) => {
      return troublesOf.get(toIdentityKey({ connectionId, nativeId, key })) ?? [];
    });
    return toBaseline(withoutTroubles(readings, troubles), now.getTime());
  };
  return { baselines, gaps: [...gaps] };
}

/**
 * How every link stands at a moment, with what it fell and how it compares with what is usual. `gaps`: why more may have been
 * measured than was told.
 */
export async function readLinksNow(
  store: Pick<MetricStore, 'readRange'>,
  net: LinkNet,
  baselines: Baselines,
  now: Date,
): Promise<{ looks: { standing: StandingLink; now: LinkNow }[]; gaps: string[] }> {
  const range = { from: new Date(now.getTime() - presentMs), to: now };
  const measured = await readStretches(store, qualityMetrics, range);
  const measuredOf = indexByMeter(measured.items);
  // Falls are counted by the minute: in a longer stretch the end of one and the begin of the next look alike.
  const states = await readStretches(store, ['link.state'], range, minuteMs);
  const statesOf = indexByMeter(states.items);
  const standings = [...net.links.values()];
  const looks = standings.map((standing) => {
    const { id, parent, parts, carriers, told } = standing.link;
    const look = toLinkNow(standing, net, { measuredOf, statesOf, baselines, now });
    return { id, name: told[0].facts.name, parent, parts, carriers: carriers ?? [], now: look };
  });
  const told = tellOnce(looks);
  return {
    looks: standings.flatMap((standing, index) => {
      const look = told[index];
      return look === undefined ? [] : [{ standing, now: look }];
    }),
    gaps: [...new Set([...measured.gaps, ...states.gaps])],
  };
}

async function readStretches(
  store: Pick<MetricStore, 'readRange'>,
  metrics: MetricName[],
  range: MetricRange,
  stepMs = stretchMs,
): Promise<{ items: Measured[]; gaps: readonly string[] }> {
  const { items, gaps } = await store.readRange({ metrics, subject: 'link' }, range, stepMs);
  return { items: items.map(toMeasured), gaps };
}

type MeasuredOf = (told: ToldLink) => readonly Measured[];

interface Measurements {
  measuredOf: MeasuredOf;
  /** What was measured of its state, by the minute. */
  statesOf: MeasuredOf;
  baselines: Baselines;
  now: Date;
}

function toLinkNow(one: StandingLink, { links }: LinkNet, measurements: Measurements): LinkNow {
  const { statesOf, now } = measurements;
  const { link, standing } = one;
  const turns = turnsOf(link, statesOf);
  const falls = turns.falls.filter((atMs) => atMs > now.getTime() - hourMs);
  return {
    at: now,
    state: standing.state,
    since: standing.since ?? lastTurn(turns, standing.state),
    cause: standing.reason,
    falls,
    isFlapping: isFlapping(falls, now.getTime()),
    quality:
      standing.state === 'down' || standing.state === 'disabled'
        ? { verdict: 'unclear' }
        : toQuality(one, measurements),
    ...judgeSpares(link, links),
    isToldByOthers: false,
  };
}

/** A fall that both ends saw is one: the end that saw most of them tells. */
function turnsOf(link: Link, statesOf: MeasuredOf): Turns {
  const each = link.told.map((told) => findTurns(toCommonStretches(statesOf(told), link)));
  return each.reduce((most, next) => (next.falls.length > most.falls.length ? next : most));
}

/** When it turned to what it is now; null where what was measured does not reach that far yet. */
function lastTurn({ falls, rises }: Turns, state: LinkState): Date | null {
  const [fell, rose] = [Math.max(...falls), Math.max(...rises)];
  const at = state === 'down' && fell > rose ? fell : state === 'up' && rose > fell ? rose : null;
  return at === null ? null : new Date(at);
}

/**
 * Paths and lanes of a link together: it is as up as the one that is least so. One with parts that fall by themselves is as up
 * as the best of them: it falls when all do.
 */
function toCommonStretches(measured: readonly Measured[], { parts }: Link): StateStretch[] {
  const courses = measured
    .filter(({ metric }) => metric === 'link.state')
    .map(({ definition, rolled }) => (statesOfAMoment.has(definition) ? toCarrying(rolled) : rolled));
  return toStateStretches(courses, parts.length === 0 ? Math.min : Math.max);
}

const readingsOf = (measured: readonly Measured[], quality: Quality, goesOn: boolean) =>
  toReadings(
    measured.map(({ rolled }) => rolled),
    quality,
    goesOn,
  );

/** Stretches in which it was down or turned: what was measured then is of its fall, and not of how well it carries. */
function stretchesDown(states: readonly Measured[], link: Link): ReadonlySet<number> {
  const { falls, rises } = findTurns(toCommonStretches(states, link));
  // With one of its lanes down it carries badly, and that is told.
  const best = new Map<number, number>();
  for (const { rolled } of states)
    rolled.startsAt.forEach((atMs, index) => {
      const max = rolled.max[index];
      if (max !== undefined) best.set(atMs, Math.max(max, best.get(atMs) ?? max));
    });
  const down = [...best].flatMap(([atMs, max]) => (max > 0 ? [] : [atMs]));
  return new Set([...down, ...falls, ...rises].map((atMs) => Math.floor(atMs / stretchMs) * stretchMs));
}

/**
 * Whether nothing has told of drops for as long as a silent series is remembered, while all of the traffic is measured: a source
 * may list drops only while there are some.
 */
function dropsNoMore({ values: { drops, receive, transmit }, silent }: StandingLink): boolean {
  const isMeasured = [receive, transmit].every((rate) => rate?.bound === 'exact');
  return drops === null && !silent.has('link.packet.drop.rate') && isMeasured;
}

function toQuality(one: StandingLink, measurements: Measurements): LinkNow['quality'] {
  const { link, values } = one;
  const { measuredOf, statesOf, baselines, now } = measurements;
  const worst = new Map<Quality, JudgedSign>();
  const usual = new Set<Quality>();
  let usualSinceMs = 0;
  const unclear = new Set<Quality>();
  for (const told of link.told) {
    const down = stretchesDown(statesOf(told), link);
    for (const quality of qualities) {
      const readings = readingsOf(measuredOf(told), quality, true).filter(({ atMs }) => !down.has(atMs));
      const baseline = readings.length === 0 ? null : baselines(link, told, quality);
      if (baseline === null) continue;
      const judgement = judgeQuality(quality, readings, baseline, now.getTime());
      if (judgement.verdict === 'worse') {
        const before = worst.get(quality);
        const sign = { ...judgement.sign, since: new Date(judgement.sinceMs) };
        // Of two ends that measure it the worse tells.
        if (before === undefined || isWorse(quality, sign.seen, before.seen)) worst.set(quality, sign);
        // What is no longer measured of it may be worse.
      } else if (judgement.verdict === 'usual' && (values[quality]?.bound ?? 'exact') === 'exact') {
        usual.add(quality);
        usualSinceMs = Math.max(usualSinceMs, judgement.sinceMs);
      } else unclear.add(quality);
    }
  }
  if (dropsNoMore(one)) {
    // Since when is not known; what else is usual says it for itself.
    if (usual.size === 0) usualSinceMs = now.getTime();
    usual.add('drops');
  }
  if (worst.size > 0) {
    const signs = [...worst.values()];
    const judged = [...usual].filter((quality) => !worst.has(quality) && !unclear.has(quality));
    const since = new Date(Math.min(...signs.map((sign) => sign.since.getTime())));
    return { verdict: 'worse', signs, judged, since };
  }
  if (usual.size === 0 || unclear.size > 0) return { verdict: 'unclear' };
  return { verdict: 'usual', judged: [...usual], since: new Date(usualSinceMs) };
}

/** Not known where it has no spare that is expected to carry, does not carry itself, or how they stand is not known. */
function judgeSpares(
  link: Link,
  links: LinkNet['links'],
): Pick<LinkNow, 'hasLostSpares' | 'sparesSince' | 'hasNoSpares'> {
  const own = links.get(link.id)?.standing;
  const spares = link.spares.flatMap((id) => links.get(id)?.standing ?? []).filter(({ state }) => state !== 'disabled');
  const notKnown = { hasLostSpares: null, sparesSince: null, hasNoSpares: false };
  // Which stand in for it is not known either while nothing is known of itself.
  if (own === undefined || own.state === 'unknown') return notKnown;
  if (spares.length === 0) return { ...notKnown, hasNoSpares: true };
  if (!carries(own)) return { ...notKnown, hasLostSpares: false, sparesSince: own.since };
  const carrying = spares.filter(carries);
  if (carrying.length > 0) return { ...notKnown, hasLostSpares: false, sparesSince: toMoment(carrying, Math.min) };
  if (spares.some(({ state }) => state !== 'down')) return notKnown;
  return { ...notKnown, hasLostSpares: true, sparesSince: toMoment([...spares, own], Math.max) };
}

const carries = ({ state }: LinkStanding) => state === 'up' || state === 'degraded';

/** The first or last of the moments since when links stand as they do; null unless all tell. */
function toMoment(standings: readonly LinkStanding[], choose: (...ms: number[]) => number): Date | null {
  const moments = standings.flatMap(({ since }) => since?.getTime() ?? []);
  return moments.length < standings.length ? null : new Date(choose(...moments));
}
