import type { ConnectionCheck } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import type { AzureContext } from '../connect/azure-context';
import { findTargets, type MetricTarget } from '../metrics/find-targets';
import { metricGroups } from '../metrics/metric-groups';
import { queryMetrics } from '../metrics/query-metrics';
import { toFailure } from './to-failure';

const minuteMs = 60_000;

/** Asks for a metric of one resource of a subscription, which shows whether metrics may be read there. */
export async function probeMetrics(
  context: AzureContext,
  subscription: string,
  check: Omit<ConnectionCheck, 'outcome'>,
): Promise<ConnectionCheck> {
  try {
    const { items, fault } = await findTargets(context, subscription);
    const target = metricGroups
      .map(({ type }) => items.find((item) => item.type === type))
      .find((found) => found !== undefined);
    if (target === undefined && fault !== null) throw fault;
    if (target === undefined)
      return { ...check, outcome: 'skipped', message: 'It has nothing yet whose metrics Millwright reads.' };
    await askOnce(context, subscription, target);
    return { ...check, region: target.region, outcome: 'passed' };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { ...check, ...toFailure(error) };
  }
}

async function askOnce(context: AzureContext, subscription: string, { id, type, region }: MetricTarget): Promise<void> {
  const group = metricGroups.find((each) => each.type === type);
  if (group === undefined) return;
  const to = new Date(context.session.now().getTime() - 10 * minuteMs);
  const from = new Date(to.getTime() - 10 * minuteMs);
  await queryMetrics(context, { subscription, region }, group, [id], { from, to });
}
