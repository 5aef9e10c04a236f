import type { MetricPoint } from '@/lib/domain/metric';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import type { LiveMetrics, LiveRead, LiveSeries, MetricWindow } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import type { AwsSession } from '../connect/credentials';
import { readAccounts } from '../connect/read-places';
import { openRegion, type RegionContext } from '../connect/region-context';
import type { AwsSecret, AwsSettings } from '../settings';
import { agentMetrics } from './agent-metrics';
import { containerInsightsMetrics } from './container-insights-metrics';
import { listName } from './list-metrics';
import { notListedFault, notReadFault } from './live-faults';
import type { MetricGroup, MetricSource } from './metric-source';
import { planCalls } from './plan-calls';
import { readData } from './read-data';
import { answerFault } from './result-faults';
import { toMetricSeries } from './to-metric-series';
import { toWantedSeries, type WantedSeries } from './to-wanted-series';

/** Devices of EC2 instances, by the dimensions of their instance. */
export const liveSeries: LiveMetrics<AwsSettings, AwsSecret> = {
  mayRead: (series) => toQuestion(series) !== null,
  read: readLive,
};

const groups: readonly MetricGroup[] = [agentMetrics, containerInsightsMetrics];
/** One instance has as many metrics of one name as it has devices, times as often as their dimensions changed. */
const mostMetrics = 500;
/** CloudWatch lists no metric that had no data for so long. */
const listedForMs = 14 * 24 * 3_600_000;

/** What to ask CloudWatch for. */
interface Question {
  group: MetricGroup;
  source: MetricSource;
  account: string;
  region: string;
  instanceId: string;
}

/** Null where a series is not of a device of an instance, or of no metric that is read. */
function toQuestion({ metric, definition, subject, attributes }: LiveSeries): Question | null {
  const [, region, account, instanceId] =
    /^arn:[\w-]+:ec2:([a-z0-9-]+):(\d{12}):instance\/(i-[0-9a-z]+)$/.exec(attributes.resource ?? '') ?? [];
  if (subject !== 'accelerator' || region === undefined || account === undefined || instanceId === undefined)
    return null;
  for (const group of groups)
    for (const source of group.sources)
      if (source.metric === metric && source.subject === subject && definition === `${group.namespace} ${source.name}`)
        return { group, source, account, region, instanceId };
  return null;
}

async function readLive(session: AwsSession, series: LiveSeries, window: MetricWindow): Promise<LiveRead> {
  const question = toQuestion(series);
  if (question === null) throw new RangeError(`CloudWatch cannot be asked for ${series.definition} alone.`);
  const { account, region } = question;
  const faults: ProviderError[] = [];
  let points: MetricPoint[] = [];
  try {
    points = await readPoints(session, question, { series, window, faults });
  } catch (error) {
    session.signal.throwIfAborted();
    if (!(error instanceof ProviderError)) throw error;
    faults.push(error);
  }
  session.signal.throwIfAborted();
  return {
    items: points,
    completeness: toCompleteness(toGaps(faults, { account, region, subject: series.definition })),
    readAt: session.now(),
    source: `cloudwatch.${region} GetMetricData`,
    periodMs: planCalls(window, session.now(), question.source.countedOverSeconds).periodSeconds * 1000,
  };
}

interface LiveReading {
  series: LiveSeries;
  window: MetricWindow;
  /** What goes wrong on the way is added. */
  faults: ProviderError[];
}

async function readPoints(
  session: AwsSession,
  { group: { namespace }, source, account: id, region, instanceId }: Question,
  { series, window, faults }: LiveReading,
): Promise<MetricPoint[]> {
  const { regions } = session.settings;
  const isRead = regions.length === 0 || regions.includes(region);
  const accounts = isRead ? await readAccounts(session) : [];
  const account = accounts.find((one) => one.id === id);
  if (account === undefined) {
    faults.push(notReadFault({ account: id, region }));
    return [];
  }
  await account.credentials?.();
  const context = openRegion(session, account, region, new Set(accounts.map((one) => one.id)));
  const { name, dimension } = source;
  const listed = await listName(context, namespace, { name, dimension, instanceId, isOldListed: true });
  if (listed.fault !== null) faults.push(listed.fault);
  const read = await toWantedSeries(listed.items, { namespace, sources: [source] }, context, mostMetrics);
  if (read.beyondCap + read.alike > 0) faults.push(answerFault(context, 'DimensionsUnknown'));
  const wanted = read.wanted.find(({ attributes }) => toDeviceKey(attributes) === toDeviceKey(series.attributes));
  if (wanted !== undefined) return readWanted(context, wanted, window, faults);
  const listedFrom = context.now().getTime() - listedForMs;
  if (window.from.getTime() < listedFrom) faults.push(notListedFault(context));
  return [];
}

async function readWanted(
  context: RegionContext,
  wanted: WantedSeries,
  window: MetricWindow,
  faults: ProviderError[],
): Promise<MetricPoint[]> {
  const plan = planCalls(window, context.now(), wanted.source.countedOverSeconds);
  const data = await readData(context, wanted.metrics, plan);
  faults.push(...data.faults);
  const told = toMetricSeries(wanted, data.points, window, plan);
  for (const code of told.faults) faults.push(answerFault(context, code));
  return told.series?.points ?? [];
}

/** What a device is called does not tell it from others. */
function toDeviceKey({ 'gpu.model': _, ...attributes }: LiveSeries['attributes']): string {
  return JSON.stringify(Object.entries(attributes).sort(([one], [other]) => (one < other ? -1 : 1)));
}
