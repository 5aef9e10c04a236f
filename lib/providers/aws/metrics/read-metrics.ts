import type { Metric } from '@aws-sdk/client-cloudwatch';
import type { MetricSeries } from '@/lib/domain/metric';
import { forEachBounded } from '../../contract/concurrency/for-each-bounded';
import { forEachInTurns } from '../../contract/concurrency/in-turns';
import { type Emit, streamFrom } from '../../contract/concurrency/stream-from';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import type { MetricRead, MetricWindow } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import type { AwsAccount } from '../connect/aws-account';
import type { AwsSession } from '../connect/credentials';
import { readAccountRegions, readAccounts } from '../connect/read-places';
import { openRegion, type RegionContext } from '../connect/region-context';
import { agentMetrics } from './agent-metrics';
import { containerInsightsMetrics } from './container-insights-metrics';
import { directConnectMetrics } from './direct-connect-metrics';
import { listMetrics } from './list-metrics';
import type { MetricGroup, MetricSource } from './metric-source';
import { type CallPlan, planCalls } from './plan-calls';
import { type RawPoint, readData } from './read-data';
import { answerFault } from './result-faults';
import { endpointMetrics, trainingJobMetrics } from './sagemaker-metrics';
import { toMetricSeries, type ValueFault } from './to-metric-series';
import { toWantedSeries, type WantedSeries } from './to-wanted-series';
import { transitGatewayMetrics } from './transit-gateway-metrics';
import { vpnMetrics } from './vpn-metrics';

/** How much is under way at once; within it, buckets limit the rates. */
const accountsAtOnce = 4;
const regionsAtOnce = 40;
const callsAtOnce = 4;
/** Of one namespace in one region: 20,000 devices with all their metrics, and what costs $1.50 to read once. */
const mostMetrics = 150_000;

const metricGroups: readonly MetricGroup[] = [
  agentMetrics,
  containerInsightsMetrics,
  endpointMetrics,
  trainingJobMetrics,
  vpnMetrics,
  directConnectMetrics,
  transitGatewayMetrics,
];

/**
 * Reads the metrics of every region of every account. An account that cannot be entered, or whose regions cannot be
 * listed, gives one read without series and with the gap.
 */
export function readMetrics(session: AwsSession, window: MetricWindow): AsyncGenerator<MetricRead, void> {
  return streamFrom<MetricRead>(async (emit) => {
    const now = session.now();
    const accounts = await orRefuse(session, 'unknown', emit, () => readAccounts(session));
    const ids = new Set(accounts.map(({ id }) => id));
    await forEachBounded(accounts, accountsAtOnce, async (account: AwsAccount) => {
      const regions = await orRefuse(session, account.id, emit, () => readAccountRegions(session, account, ids));
      await forEachBounded(regions, regionsAtOnce, (region) =>
        readRegion({ context: openRegion(session, account, region, ids), window, now, emit }),
      );
    });
  });
}

/** Tells the fault as a read of the account, which then has nothing to read. */
async function orRefuse<Place>(
  { settings, now }: AwsSession,
  account: string,
  emit: Emit<MetricRead>,
  read: () => Promise<readonly Place[]>,
): Promise<readonly Place[]> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const gap = error.toGap(account === 'unknown' ? {} : { account });
    await emit({
      account,
      region: settings.homeRegion,
      group: 'regions',
      result: { items: [], completeness: toCompleteness([gap]), readAt: now(), source: error.operation },
    });
    return [];
  }
}

interface RegionReading {
  context: RegionContext;
  window: MetricWindow;
  /** When the reading began: all of it is asked for by the same periods. */
  now: Date;
  emit: Emit<MetricRead>;
}

async function readRegion(reading: RegionReading): Promise<void> {
  let refusal: ProviderError | null = null;
  for (const group of metricGroups) refusal = await readGroup(reading, group, refusal);
}

/**
 * `refusal`: with which the region refused another group, so that it is not asked again but the gap is told. Gives the
 * refusal that it met itself, or that one.
 */
async function readGroup(
  reading: RegionReading,
  group: MetricGroup,
  refusal: ProviderError | null,
): Promise<ProviderError | null> {
  const { context, window, now, emit } = reading;
  if (refusal !== null) {
    await emit(toRead(context, group, [], [refusal]));
    return refusal;
  }
  const { metrics, faults } = await listMetrics(context, group);
  const lookUpFaults: ProviderError[] = [];
  const sources = (await group.resolve?.(context, metrics, lookUpFaults)) ?? group.sources;
  const { wanted, beyondCap, alike } = await toWantedSeries(metrics, { ...group, sources }, context, mostMetrics);
  const told = [...faults, ...lookUpFaults];
  if (beyondCap > 0) told.push(answerFault(context, 'TooManyMetrics'));
  if (alike > 0) told.push(answerFault(context, 'DimensionsUnknown'));
  const { seriesPerRead } = planCalls(window, now);
  for (let start = 0; start === 0 || start < wanted.length; start += seriesPerRead) {
    const read = await readSeries(reading, wanted.slice(start, start + seriesPerRead));
    await emit(toRead(context, group, read.series, start === 0 ? [...told, ...read.faults] : read.faults));
  }
  return faults.find(isRefusal) ?? null;
}

/** Said of one call these are as true of the next. Of single metrics CloudWatch denies, the others are given. */
const refusals: ReadonlySet<ProviderError['kind']> = new Set([
  'credentials-rejected',
  'permission-missing',
  'capability-unsupported',
]);

function isRefusal({ kind, code }: ProviderError): boolean {
  return refusals.has(kind) && code !== 'Forbidden';
}

async function readSeries(
  { context, window, now }: RegionReading,
  wanted: readonly WantedSeries[],
): Promise<{ series: MetricSeries[]; faults: ProviderError[] }> {
  const plans = new Map<number | undefined, CallPlan>();
  const planOf = ({ countedOverSeconds }: MetricSource): CallPlan => {
    const plan = plans.get(countedOverSeconds) ?? planCalls(window, now, countedOverSeconds);
    plans.set(countedOverSeconds, plan);
    return plan;
  };
  const batches = [...Map.groupBy(wanted, ({ source }) => planOf(source))].flatMap(([plan, alike]) =>
    toBatches(plan, alike),
  );
  const pointsOf = new Map<WantedSeries, RawPoint[][]>();
  const faults: ProviderError[] = [];
  await forEachBounded(batches, callsAtOnce, async ({ plan, queries }) => {
    if (faults.some(isRefusal)) return;
    const metrics = queries.map(({ metric }) => metric);
    const read = await readData(context, metrics, plan);
    faults.push(...read.faults);
    queries.forEach(({ series }, index) => {
      const points = read.points[index];
      if (points !== undefined) pointsOf.set(series, [...(pointsOf.get(series) ?? []), points]);
    });
  });
  const series: MetricSeries[] = [];
  const valueFaults = new Map<ValueFault, ProviderError>();
  await forEachInTurns(wanted, (each) => {
    const read = toMetricSeries(each, pointsOf.get(each) ?? [], window, planOf(each.source));
    if (read.series !== null) series.push(read.series);
    for (const code of read.faults) {
      const fault = valueFaults.get(code) ?? answerFault(context, code);
      valueFaults.set(code, fault);
      faults.push(fault);
    }
  });
  return { series, faults };
}

/** What is asked for with one call. */
interface Batch {
  plan: CallPlan;
  queries: { series: WantedSeries; metric: Metric }[];
}

function toBatches(plan: CallPlan, wanted: readonly WantedSeries[]): Batch[] {
  const queries = wanted.flatMap((series) => series.metrics.map((metric) => ({ series, metric })));
  return Array.from({ length: Math.ceil(queries.length / plan.queriesPerCall) }, (_, index) => ({
    plan,
    queries: queries.slice(index * plan.queriesPerCall, (index + 1) * plan.queriesPerCall),
  }));
}

function toRead(
  { account, region, now }: RegionContext,
  { namespace }: MetricGroup,
  items: MetricSeries[],
  faults: readonly ProviderError[],
): MetricRead {
  const gaps = toGaps(faults, { account, region, subject: namespace });
  const source = `cloudwatch.${region} GetMetricData`;
  return {
    account,
    region,
    group: namespace,
    result: { items, completeness: toCompleteness(gaps), readAt: now(), source },
  };
}
