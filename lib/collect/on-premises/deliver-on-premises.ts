import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ofDayNumber, placeInMonth } from '@/lib/analytics/on-premises/calendar';
import type { OnPremisesRow } from '@/lib/analytics/on-premises/to-focus-rows';
import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import type { Day, RateCard } from '@/lib/domain/cost/rate-card';
import type { IncomingDelivery, IncomingFile } from '@/lib/store/cost-ledger/incoming-delivery';
import type { Ledger } from '@/lib/store/cost-ledger/ledger';
import { type MonthOutcome, ofMonthStart, recordDelivery, toMonthStart } from '@/lib/store/cost-ledger/record-delivery';
import type { Database } from '@/lib/store/database/database';
import type { Prisma } from '@/lib/store/database/generated/client';
import type { MetricStore } from '@/lib/store/metrics/metric-store';
import { readAssumedDays } from '@/lib/store/on-premises/assumed-days';
import { readUnmeasured, writeMeasuredPower } from '@/lib/store/on-premises/measured-power';
import {
  type NodeDay,
  readEarlierNodes,
  readFirstDays,
  readNodeDays,
  readNodeMonths,
} from '@/lib/store/on-premises/node-days';
import { readCardsPrint, readRateCards } from '@/lib/store/on-premises/rate-cards';
import { measurePower } from './measure-power';
import { type SiteDays, toMonthRows } from './month-rows';
import { type TellableMonth, toTellableMonths } from './tellable-months';

/** Raised whenever other rows would come of the same cards and days. */
const rulesVersion = 3;
const source = 'on-premises-rates';
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Most of what was measured of a day has arrived so long after its end; what comes later tells the day anew. */
const settledAfterMs = hourMs;
/** Days of which power is looked for in one run: one's history may be years. */
const measuredAtOnce = 31;
const recordWithinMs = 60_000;

export interface OnPremisesRun {
  database: Database;
  ledger: Ledger;
  metricStore: Pick<MetricStore, 'readSums'>;
  now: Date;
  /** Called first in each transaction that records; what it throws leaves everything as it was. */
  prove: (tx: Prisma.TransactionClient) => Promise<void>;
  isOver: () => boolean;
  /** What was told last of each site and month in this process, so that what comes to the same is made once. */
  told: Map<string, string>;
}

/**
 * Delivers to the ledger what the machines of each site that has rate cards cost, month by month, where cards or days changed
 * since it was told last. Whole days alone, and of them only those on which the inventory listed a node. Gives how many
 * deliveries were recorded.
 */
export async function deliverOnPremises(run: OnPremisesRun): Promise<number> {
  const { database, now, isOver } = run;
  const cards = await readRateCards(database.prisma);
  const sites = [...new Set(cards.map(({ site }) => site))];
  const lastDay = ofDayNumber(Math.floor((now.getTime() - settledAfterMs) / dayMs) - 1);
  await measureDays(run, cards, lastDay);
  let delivered = 0;
  for (const site of sites) {
    const own = cards.filter((card) => card.site === site);
    const print = await readCardsPrint(database.pool, site);
    const listed = await readNodeMonths(database.pool, site, lastDay);
    const assumed = Map.groupBy(await readAssumedDays(database.pool, site, lastDay), ({ day }) => day.slice(0, 7));
    for (const month of toTellableMonths(listed, await readToldMonths(database, site), lastDay)) {
      if (isOver()) return delivered;
      const { days, to, changedAt } = month;
      const asOf = changedAt === null ? '' : ` as of ${changedAt.toISOString()}`;
      const unread = assumed.get(month.month) ?? [];
      const version = `rules ${rulesVersion}, cards ${print}, ${days} node days to ${to}${asOf}${sayAssumed(unread)}`;
      if (await deliverMonth(run, own, { ...month, site, version, assumed: unread })) delivered += 1;
    }
  }
  return delivered;
}

/** Tells the days that are assumed from any others; empty: there are none. */
function sayAssumed(days: readonly NodeDay[]): string {
  if (days.length === 0) return '';
  const told = days.map((assumed) => `${assumed.day} ${assumed.node} ${assumed.gpuModel} ${assumed.gpuCount}`);
  return `, ${days.length} assumed ${createHash('md5').update(told.join('\n')).digest('hex')}`;
}

/** The months of a site of which rows stand told. */
async function readToldMonths({ prisma }: Database, site: string): Promise<string[]> {
  const told = await prisma.costDelivery.findMany({
    where: { source, scope: site, supersededAt: null, rows: { gt: 0 } },
    select: { billingMonth: true },
  });
  return told.map(({ billingMonth }) => billingMonth.toISOString().slice(0, 7));
}

/** Looks for what the accelerators drew of those nodes alone of which a card tells what the rest draws. */
async function measureDays(
  { database, metricStore, now, isOver }: OnPremisesRun,
  cards: readonly RateCard[],
  lastDay: Day,
): Promise<void> {
  const asking = cards.filter(({ hostWatts }) => hostWatts !== null).toSorted(byFirstDay);
  const sites = [...new Map(asking.map(({ site, validFrom }) => [site, { site, from: validFrom }])).values()];
  if (sites.length === 0) return;
  const unmeasured = await readUnmeasured(database.pool, sites, { to: lastDay, now, days: measuredAtOnce });
  const byDay = Map.groupBy(unmeasured, ({ day }) => day);
  for (const [day, nodes] of byDay) {
    if (isOver()) return;
    await writeMeasuredPower(database.pool, day, await measurePower(metricStore, day, nodes), now);
  }
}

/** The latest first. */
function byFirstDay(one: RateCard, other: RateCard): number {
  return one.validFrom < other.validFrom ? 1 : -1;
}

interface SiteMonth extends TellableMonth {
  site: string;
  version: string;
  /** What nobody could read of the month, as it was listed before. */
  assumed: readonly NodeDay[];
}

async function deliverMonth(run: OnPremisesRun, cards: readonly RateCard[], place: SiteMonth): Promise<boolean> {
  const { database, ledger, now, prove, told } = run;
  const { site, month, version } = place;
  const billingMonth = ofMonthStart(new Date(`${month}-01T00:00:00Z`));
  const key = { source, scope: site, billingMonth: toMonthStart(billingMonth) };
  const last = await database.prisma.costDelivery.findFirst({ where: key, orderBy: { arrivedAt: 'desc' } });
  if (last?.version === version) return false;
  // The same rows as before: nothing is recorded, and they need not be made again.
  if (told.get(`${site} ${month}`) === version) return false;
  const days = await readSiteDays(database, cards, place);
  const isEmpty = toMonthRows(days).next().done === true;
  if (isEmpty && last === null) {
    told.set(`${site} ${month}`, version);
    return false;
  }
  const files = isEmpty ? [] : [toFile(place, () => toMonthRows(days))];
  const prepared = await ledger.prepare(toDelivery(place, billingMonth, files, now));
  let outcomes: MonthOutcome[] | null = null;
  try {
    outcomes = await database.prisma.$transaction(
      async (tx) => {
        await prove(tx);
        return recordDelivery(tx, prepared, now);
      },
      { timeout: recordWithinMs },
    );
    told.set(`${site} ${month}`, version);
    return outcomes.some(({ state }) => state !== 'unchanged');
  } finally {
    await ledger.settle(prepared, outcomes);
  }
}

async function readSiteDays(
  { pool }: Database,
  cards: readonly RateCard[],
  { site, month, to, assumed }: SiteMonth,
): Promise<SiteDays> {
  const from = `${month}-01`;
  const earlier = await readEarlierNodes(pool, [site], from);
  const others = earlier.map(({ node }) => node);
  const nodeDays = await readNodeDays(pool, { site, from, to, others });
  return { site, from, to, cards, earlier, nodeDays, assumed, firstDays: await readFirstDays(pool, site, to) };
}

function toDelivery(
  { site, to, version }: SiteMonth,
  billingMonth: BillingMonth,
  files: IncomingFile[],
  now: Date,
): IncomingDelivery {
  const { index, days } = placeInMonth(to);
  return {
    connectionId: null,
    source,
    scope: site,
    title: `On-premises, ${site}`,
    billingMonth,
    version,
    // Whole to its last day, and no further.
    deliveredAt: index === days - 1 ? now : new Date(Date.parse(`${to}T00:00:00Z`) + dayMs),
    basis: 'own-estimate',
    coverage: 'effective',
    files,
    toFocus: null,
  };
}

function toFile({ site, month }: SiteMonth, rows: () => Iterable<OnPremisesRow>): IncomingFile {
  return {
    name: `on-premises-${site}-${month}.jsonl`,
    encoding: 'json-lines',
    bytes: null,
    open: async () => Readable.from(toChunks(rows())),
  };
}

/** Lines of many rows at once: a stream of single ones is slow. */
function* toChunks(rows: Iterable<OnPremisesRow>): Generator<Buffer> {
  let lines: string[] = [];
  for (const row of rows) {
    lines.push(JSON.stringify(row), '\n');
    if (lines.length < 2_000) continue;
    yield Buffer.from(lines.join(''));
    lines = [];
  }
  if (lines.length > 0) yield Buffer.from(lines.join(''));
}
