import type { MetricSeries } from '@/lib/domain/metric';
import type { Gap } from '@/lib/domain/provider-fault';
import { forEachBounded } from '../../contract/concurrency/for-each-bounded';
import { type Emit, streamFrom } from '../../contract/concurrency/stream-from';
import { toCompleteness } from '../../contract/faults/to-gaps';
import type { MetricRead, MetricWindow } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import { AzureContext } from '../connect/azure-context';
import type { AzureSession } from '../connect/azure-session';
import { listSubscriptionsOperation, readSubscriptions, subscriptionHidden } from '../connect/read-subscriptions';
import { queryOperation } from '../inventory/query-resources';
import { findTargets, type MetricTarget } from './find-targets';
import type { MetricGroup } from './metric-group';
import { metricGroups } from './metric-groups';
import { NamespaceReading } from './namespace-reading';
import { type MetricPlace, metricsOperation } from './query-metrics';

const subscriptionsAtOnce = 8;
const regionsAtOnce = 6;

/** Reads every metric of every subscription. What could not be found or measured is a gap of its read. */
export function readMetrics(session: AzureSession, window: MetricWindow): AsyncGenerator<MetricRead, void> {
  return streamFrom<MetricRead>(async (emit) => {
    const context = new AzureContext(session);
    const subscriptions = await readChosen(context, emit);
    await forEachBounded(subscriptions, subscriptionsAtOnce, (id) => readSubscription(context, id, window, emit));
  });
}

async function readChosen(context: AzureContext, emit: Emit<MetricRead>): Promise<string[]> {
  const { tenantId, subscriptions: named } = context.session.settings;
  const refuse = (account: string, fault: ProviderError) =>
    emit(toRead(context, account, 'global', listSubscriptionsOperation, [], [fault.toGap({ account })]));
  try {
    const seen = (await readSubscriptions(context)).map(({ id }) => id);
    if (named.length === 0 && seen.length === 0) await refuse(tenantId, subscriptionHidden(tenantId, null));
    for (const id of named.filter((each) => !seen.includes(each))) await refuse(id, subscriptionHidden(tenantId, id));
    return named.length === 0 ? seen : named.filter((id) => seen.includes(id));
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    await refuse(tenantId, error);
    return [];
  }
}

async function readSubscription(
  context: AzureContext,
  subscription: string,
  window: MetricWindow,
  emit: Emit<MetricRead>,
): Promise<void> {
  let targets: MetricTarget[] = [];
  let fault: ProviderError | null;
  try {
    ({ items: targets, fault } = await findTargets(context, subscription));
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    fault = error;
  }
  if (fault !== null) {
    const gaps = [fault.toGap({ account: subscription })];
    await emit(toRead(context, subscription, 'global', queryOperation, [], gaps));
  }
  const byPlace = Map.groupBy(targets, ({ region, type }) => `${region} ${type}`);
  await forEachBounded(byPlace.values(), regionsAtOnce, async (found) => {
    const [first] = found;
    if (first === undefined) return;
    const place = { subscription, region: first.region };
    const groups = metricGroups.filter(({ type }) => type === first.type);
    await emit(await readNamespace(context, place, groups, found, window));
  });
}

/** Everything of one type in one region of one subscription. */
async function readNamespace(
  context: AzureContext,
  place: MetricPlace,
  groups: readonly MetricGroup[],
  targets: readonly MetricTarget[],
  window: MetricWindow,
): Promise<MetricRead> {
  const reading = new NamespaceReading(context, place, window);
  const resources = targets.map(({ id }) => id);
  for (const group of groups) await reading.read(group, resources);
  const { subscription: account, region } = place;
  const namespace = groups[0]?.namespace ?? metricsOperation;
  return toRead(context, account, region, namespace, reading.series, reading.gaps(namespace));
}

function toRead(
  { session }: AzureContext,
  account: string,
  region: string,
  group: string,
  items: MetricSeries[],
  gaps: readonly Gap[],
): MetricRead {
  const source = `${metricsOperation} ${group}`;
  return {
    account,
    region,
    group,
    result: { items, completeness: toCompleteness(gaps), readAt: session.now(), source },
  };
}
