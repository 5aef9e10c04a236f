import { requirePermission } from '@/lib/access/authorise';
import { type GpuCostShare, priceTimeByBills, splitGpuBills, toKey } from '@/lib/analytics/gpu-use/split-bill';
import type { CostSource } from '@/lib/api/contracts/cost';
import type { GpuWaste, GpuWasteQuery, GpuWasteSums } from '@/lib/api/contracts/gpu-waste';
import type { Reach } from '@/lib/domain/access';
import { parseAmount } from '@/lib/domain/cost/amount';
import { type GpuWasteKey, toBillingProvider, toListingProviders, totalGpuTime } from '@/lib/domain/cost/gpu-use';
import { readAccountedSpan, readGpuUse, readUseCoverage } from '@/lib/store/gpu-use/read-gpu-use';
import type { ViewContext } from '@/lib/views/view-context';
import { openCostLedger } from '../cost/cost-ledger';
import { toCostSources } from '../cost/cost-sources';
import { toSteps } from '../cost/cost-steps';
import { findVisibleOrigins } from '../cost/visible-deliveries';
import { readHoursOfBills, toBilledMs, toLadder, toUnused } from './hours-of-bills';
import { readHourPrices } from './list-prices';
import { listRuns } from './list-runs';
import { listTokenCosts } from './list-token-costs';
import { readGpuBills } from './read-gpu-bills';
import { sumWaste, toBook, type WasteFacts } from './sum-waste';

/**
 * The GPU part of the bills by what became of the devices, as far as a person may see it: in all, by day and by one key, with
 * the attempts whose work was thrown away and the training that ended. Whoever sees a site alone sees what its bills paid
 * for; whoever sees a team alone its share of what the places that it used cost, and nothing of the others.
 */
export async function readGpuWaste(
  { actor, database, now }: ViewContext,
  query: GpuWasteQuery,
  openLedger = openCostLedger,
): Promise<GpuWaste> {
  const reach = requirePermission(actor, 'cost:read');
  const { from, to, metric, by } = query;
  const [range, asOf] = [{ from, to }, query.asOf === undefined ? now : new Date(query.asOf)];
  const { pool } = database;
  const told = await readGpuBills(database, range, { metric, asOf, filter: query });
  const { bills, asked } = told;
  const [all, coverage, span, priceOf, hours] = await Promise.all([
    readGpuUse(pool, range),
    readUseCoverage(pool, range),
    readAccountedSpan(pool),
    readHourPrices(pool, now),
    readHoursOfBills(pool, asked, range, openLedger),
  ]);
  const today = now.toISOString().slice(0, 10);
  // A day without a pass was not accounted at all, and the bill of one that is not over is for nobody knows which hours.
  const covered = (day: string) => (coverage.has(day) && day < today ? Number(coverage.get(day)) : 0);
  const isMeant = toFilter(query, reach);
  const accounts = all.filter(isMeant);
  const ground = { accounts: all, coveredMs: covered, billedMs: toBilledMs(hours), unused: toUnused(hours) };
  const shares = splitGpuBills(bills, ground).filter(isMeant);
  const booksOf = new Map(
    [
      ...Map.groupBy(
        bills.filter((bill) => bill.day < today && ground.unused(bill)?.isAll !== true),
        toKey,
      ),
    ].map(([key, some]) => [key, new Set(some.map((bill) => toBook(bill)))]),
  );
  const sumOf = (facts: Pick<WasteFacts, 'accounts' | 'shares'>) => sumWaste({ ...facts, booksOf, priceOf });
  const runs = {
    range,
    reach,
    accountedFrom: span?.from ?? null,
    priceOf: priceTimeByBills(bills, ground),
    filter: {
      teams: query.team ?? null,
      sites: query.site ?? null,
      providers: query.provider === undefined ? null : toListingProviders(query.provider),
      gpuModels: query['gpu-model'] ?? null,
    },
  };
  const visible = await findVisibleOrigins(
    database,
    { deliveries: asked.known, connections: asked.connections },
    reach,
    now,
  );
  const sources = toCostSources(visible.deliveries, visible.connections, { metric, range, asOf }).filter(
    ({ provider }) => provider === null || query.provider === undefined || query.provider.includes(provider),
  );
  return {
    at: now.toISOString(),
    asOf: asOf.toISOString(),
    metric,
    by,
    sources,
    accountedUntil: span?.until.toISOString() ?? null,
    accountedFrom: span?.from ?? null,
    atLeast: isFloor(sources) || told.untoldRows > 0,
    whole: sumOf({ accounts, shares }),
    days: toDays(range, { accounts, shares }, { sumOf, coverage, sources }),
    lines: toLines(by, { accounts, shares }, sumOf),
    ladder: toLadder(query, { reach, accounts, hours }),
    thrownAway: await listRuns(pool, { kind: 'lost', ...runs }),
    training: await listRuns(pool, { kind: 'ended', ...runs }),
    tokens: await listTokenCosts(pool, range, { priceOf: runs.priceOf, coveredMs: covered, isMeant }),
  };
}

/** Whether anything is missing from bills of these sources; without any source everything is. */
function isFloor(sources: readonly CostSource[]): boolean {
  return sources.length === 0 || sources.some(({ missing }) => missing.length > 0);
}

type Placed = Pick<GpuCostShare, 'provider' | 'site' | 'team' | 'gpuModel'>;

function toFilter(query: GpuWasteQuery, reach: Reach): (one: Placed) => boolean {
  const isAmong = (values: readonly string[] | undefined, value: string | null) =>
    values === undefined || values.includes(value ?? '');
  const isWithin = ({ site, team }: Placed) =>
    reach.everything || (site !== null && reach.sites.includes(site)) || (team !== null && reach.teams.includes(team));
  return (one) =>
    isWithin(one) &&
    isAmong(query.team, one.team) &&
    isAmong(query.site, one.site) &&
    (isAmong(query.provider, one.provider) || isAmong(query.provider, toBillingProvider(one.provider))) &&
    isAmong(query['gpu-model'], one.gpuModel);
}

type Facts = Pick<WasteFacts, 'accounts' | 'shares'>;
type SumOf = (facts: Facts) => GpuWasteSums;

function toDays(
  range: { from: string; to: string },
  { accounts, shares }: Facts,
  { sumOf, coverage, sources }: { sumOf: SumOf; coverage: ReadonlyMap<string, number>; sources: readonly CostSource[] },
): GpuWaste['days'] {
  const [accountsOf, sharesOf] = [Map.groupBy(accounts, ({ day }) => day), Map.groupBy(shares, ({ day }) => day)];
  return toSteps(range, 'day').steps.map(({ from: day }) => ({
    day,
    coveredMs: coverage.has(day) ? Number(coverage.get(day)) : 0,
    unsettled: sources.some(({ unsettledFrom }) => unsettledFrom !== null && unsettledFrom <= day),
    missing: sources
      .filter(({ missing }) => missing.some((gap) => gap.from <= day && day <= gap.to))
      .map(({ title }) => title),
    ...sumOf({ accounts: accountsOf.get(day) ?? [], shares: sharesOf.get(day) ?? [] }),
  }));
}

function valueBy(key: GpuWasteKey, one: Placed): string | null {
  if (key === 'provider') return toBillingProvider(one.provider);
  return key === 'gpu-model' ? one.gpuModel : one[key];
}

function toLines(by: GpuWasteKey, { accounts, shares }: Facts, sumOf: SumOf): GpuWaste['lines'] {
  const accountsOf = Map.groupBy(accounts, (one) => valueBy(by, one));
  const sharesOf = Map.groupBy(shares, (one) => valueBy(by, one));
  const lines = [...new Set([...accountsOf.keys(), ...sharesOf.keys()])].map((value) => ({
    value,
    ...sumOf({ accounts: accountsOf.get(value) ?? [], shares: sharesOf.get(value) ?? [] }),
  }));
  return lines.sort((one, other) => {
    if ((one.value === null) !== (other.value === null)) return one.value === null ? 1 : -1;
    return compareSize(one, other);
  });
}

function compareSize(one: GpuWasteSums, other: GpuWasteSums): number {
  const sizeOf = ({ costs }: GpuWasteSums) => (costs[0] === undefined ? 0n : (parseAmount(costs[0].total) ?? -1n));
  const [left, right] = [sizeOf(one), sizeOf(other)];
  if (left !== right) return left > right ? -1 : 1;
  return totalOf(other) - totalOf(one);
}

function totalOf({ time }: GpuWasteSums): number {
  return totalGpuTime(time);
}
