import type { CostPoint } from '@/lib/analytics/anomalies/cost-point';
import { oneOffCategories, type WatchedDimension, watchedDimensions } from '@/lib/domain/cost/anomaly';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import type { CostDimension } from '@/lib/domain/cost/cost-dimension';
import { type DayRange, daysBetween } from '@/lib/store/cost-rollups/cost-question';
import type { CostTally } from '@/lib/store/cost-rollups/cost-tally';
import type { Database } from '@/lib/store/database/database';
import { askCosts } from '../ask-costs';
import type { openCostLedger } from '../cost-ledger';
import { toCostSources } from '../cost-sources';
import { toSteps } from '../cost-steps';
import type { CostFilters } from '../to-question';
import { type DayStanding, eachDay, toStandings } from './known-days';
import type { Slice } from './slice';
import { type BookDays, type DaySums, gatherDays, lessDays } from './slice-days';
import { takeLargest } from './take-largest';

export interface SliceAsk {
  database: Database;
  range: DayRange;
  asOf: Date;
  openLedger: typeof openCostLedger;
}

/** Of each provider, currency and basis so many values of a dimension are watched, those that cost most. */
const mostValues = 1_000;
/** A slice is judged by months when it costs something on fewer than a quarter of the days. */
const seldom = 0.25;

/**
 * All slices that are watched, as far as the deliveries of `asOf` tell them. Usage is told by day, without what comes once;
 * purchases, tax, credits and adjustments are told by month, and so is what is used on few days alone. `unwatched`: how many
 * values are not among those that cost most.
 */
export async function readSlices(ask: SliceAsk): Promise<{ slices: Slice[]; unwatched: number }> {
  const read: { slices: Slice[]; unwatched: number }[] = [];
  for (const provider of await readProviders(ask)) {
    const days = await readStandings(ask, provider);
    for (const dimension of watchedDimensions) read.push(await readUsage(ask, provider, dimension, days));
    read.push({ slices: await readOneOffs(ask, provider, days), unwatched: 0 });
  }
  return {
    slices: read.flatMap(({ slices }) => slices),
    unwatched: read.reduce((sum, one) => sum + one.unwatched, 0),
  };
}

async function readProviders({ database, range, asOf, openLedger }: SliceAsk): Promise<string[]> {
  const asked = await askCosts(
    database,
    { filters: {}, metric: 'effective', dimension: 'provider', reach: { everything: true }, asOf },
    openLedger,
  );
  const tally = await asked.read(range, (reader) => reader.values(range));
  return [...new Set(tally.entries().flatMap(([{ label }]) => (label === null ? [] : [label])))].sort();
}

/** What is known of each day; a day that files alone tell is known where they have a row of the provider. */
async function readStandings(ask: SliceAsk, provider: string): Promise<Map<string, DayStanding>> {
  const { database, range, asOf, openLedger } = ask;
  const filters = { provider: [provider] };
  const asked = await askCosts(
    database,
    { filters, metric: 'effective', dimension: null, reach: { everything: true }, asOf },
    openLedger,
  );
  const sources = toCostSources(asked.known, asked.connections, {
    metric: 'effective',
    range,
    asOf,
    isFirstBillFirstCost: true,
  });
  const standings = toStandings(provider, sources, asked.question.deliveries, range);
  const days = eachDay(range);
  const tally = await asked.read(range, (reader) => reader.whole(range, (day) => daysBetween(range.from, day)));
  const withRows = new Set(tally.entries().map(([{ bucket }]) => days[bucket]));
  return new Map(
    [...standings].map(([day, standing]) => [
      day,
      { ...standing, isKnown: standing.isKnown || (standing.isOfFiles && withRows.has(day)) },
    ]),
  );
}

/** Usage by a dimension: by day, or by month where it is used on few days alone. */
async function readUsage(
  ask: SliceAsk,
  provider: string,
  dimension: WatchedDimension,
  standings: ReadonlyMap<string, DayStanding>,
): Promise<{ slices: Slice[]; unwatched: number }> {
  const asked: CostDimension = dimension;
  const { days: all, unwatched } = await readDays(ask, { provider: [provider] }, asked, 'effective');
  const oneOffs = { provider: [provider], 'charge-category': [...oneOffCategories] };
  // Few deliveries have any, and telling them by two dimensions takes the rows.
  const hasOneOffs = (await readDays(ask, oneOffs, 'charge-category', 'effective')).days.size > 0;
  const watched = new Set([...all.values()].flatMap(({ byLabel }) => [...byLabel.keys()]));
  const usage = hasOneOffs ? lessDays(all, (await readDays(ask, oneOffs, asked, 'effective', watched)).days) : all;
  const slices = [...usage.values()].flatMap(({ currency, basis, byLabel }) =>
    [...byLabel].map(([value, sums]): Slice => {
      const points = toDayPoints(standings, sums);
      const name = { provider, currency, basis, metric: 'effective', dimension, value } as const;
      return isSeldom(points)
        ? { ...name, rhythm: 'monthly', points: toMonthPoints(ask, standings, sums) }
        : { ...name, rhythm: 'daily', points };
    }),
  );
  return { slices, unwatched };
}

/** What comes once, by charge category and month, as it is billed. */
async function readOneOffs(
  ask: SliceAsk,
  provider: string,
  standings: ReadonlyMap<string, DayStanding>,
): Promise<Slice[]> {
  const filters = { provider: [provider], 'charge-category': [...oneOffCategories] };
  const { days } = await readDays(ask, filters, 'charge-category', 'billed');
  return [...days.values()].flatMap(({ currency, basis, byLabel }) =>
    [...byLabel].map(([value, sums]) => ({
      provider,
      currency,
      basis,
      metric: 'billed',
      dimension: 'charge-category',
      value,
      rhythm: 'monthly',
      points: toMonthPoints(ask, standings, sums),
    })),
  );
}

/** By day the values of a dimension that cost most, or those named; and how many others there are, if none are named. */
async function readDays(
  { database, range, asOf, openLedger }: SliceAsk,
  filters: CostFilters,
  dimension: CostDimension,
  metric: CostMetric,
  named: ReadonlySet<string | null> | null = null,
): Promise<{ days: BookDays; unwatched: number }> {
  const asked = await askCosts(database, { filters, metric, dimension, reach: { everything: true }, asOf }, openLedger);
  const { tally, unwatched } = await asked.read(range, async (reader) => {
    const { labels, unwatched } =
      named === null ? chooseLargest(await reader.values(range)) : { labels: named, unwatched: 0 };
    return { tally: await reader.series(range, (day) => daysBetween(range.from, day), labels), unwatched };
  });
  return { days: gatherDays(tally, eachDay(range)), unwatched };
}

/** In each currency and on each basis the values that cost most, or were credited most: each takes its days of memory. */
function chooseLargest(tally: CostTally): { labels: Set<string | null>; unwatched: number } {
  const all = [...tally.entries()];
  const largest = takeLargest(all, mostValues, {
    groupOf: ([{ basis, currency }]) => JSON.stringify([basis, currency]),
    amountOf: ([, { amount }]) => amount,
  });
  const labels = new Set(largest.map(([{ label }]) => label));
  return { labels, unwatched: new Set(all.map(([{ label }]) => label)).size - labels.size };
}

function toDayPoints(standings: ReadonlyMap<string, DayStanding>, sums: DaySums): CostPoint[] {
  return [...standings].map(([day, { isKnown, isSettled }]) => {
    const sum = sums.get(day);
    const amount = !isKnown || (sum !== undefined && sum.untold > 0) ? null : sum === undefined ? 0n : sum.amount;
    return { from: day, to: day, amount, isSettled };
  });
}

const isOfKnown = (standing: DayStanding | undefined) => standing?.isKnown === true;

/** Months that begin in the range. One that is not over, or not known to its last day, is not settled. */
function toMonthPoints(
  { range, asOf }: SliceAsk,
  standings: ReadonlyMap<string, DayStanding>,
  sums: DaySums,
): CostPoint[] {
  const today = asOf.toISOString().slice(0, 10);
  return toSteps(range, 'month').steps.flatMap(({ from, to }) => {
    if (!from.endsWith('-01')) return [];
    const days = eachDay({ from, to });
    const isOver = new Date(Date.parse(to) + 86_400_000).getUTCDate() === 1 && to < today;
    const told = days.map((day) => standings.get(day));
    // What is told of a month that goes on is a floor: too much of it is too much.
    const isKnown = isOver ? told.every(isOfKnown) : told.some(isOfKnown);
    const own = days.flatMap((day) => sums.get(day) ?? []);
    const isUntold = own.some(({ untold }) => untold > 0);
    const amount = isKnown && !isUntold ? own.reduce((sum, one) => sum + one.amount, 0n) : null;
    return [{ from, to, amount, isSettled: isOver && told.every((standing) => standing?.isSettled === true) }];
  });
}

/** Whether a slice costs something on few days alone, over some months. */
function isSeldom(points: readonly CostPoint[]): boolean {
  const known = points.filter(({ amount }) => amount !== null);
  const used = known.filter(({ amount }) => amount !== 0n);
  const [first] = used;
  const last = used.at(-1);
  if (first === undefined || last === undefined || first.from.slice(0, 7) === last.from.slice(0, 7)) return false;
  const since = known.filter(({ from }) => from >= first.from);
  return used.length < since.length * seldom;
}
