import type { MetricsQueryResult } from '@azure/monitor-query-metrics';
import type { MetricWindow } from '../../contract/provider';
import type { AzureContext } from '../connect/azure-context';
import type { MetricGroup } from './metric-group';
import { mostSeries } from './to-series';

export const metricsOperation = 'monitor-metrics:GetBatch';

/** The most resources a call may name. */
export const resourcesPerCall = 50;

/** Resources of one type, subscription and region. */
export interface MetricPlace {
  subscription: string;
  region: string;
}

/** Asks for one group of metrics of up to 50 resources. Throws a `ProviderError`. */
export async function queryMetrics(
  context: AzureContext,
  { subscription, region }: MetricPlace,
  group: MetricGroup,
  resources: readonly string[],
  window: MetricWindow,
): Promise<MetricsQueryResult[]> {
  const { session } = context;
  const call = {
    operation: metricsOperation,
    bucket: `${session.settings.tenantId}/${subscription}/${region}/monitor-metrics`,
    place: `${region} of subscription ${subscription}`,
    priceMicroUsd: 0,
  };
  const names = group.metrics.map(({ name }) => name);
  await context.authenticate('metricsScope');
  return session.calls.run(call, (abortSignal) => {
    // The SDK hands every option on to its pipeline, also those its types do not name.
    const options = {
      abortSignal,
      ...toGrains(group, window),
      interval: `PT${group.grainSeconds / 60}M`,
      aggregation: group.aggregation,
      ...toFilter(group),
    };
    return context.metricsOf(region).queryResources([...resources], names, group.namespace, options);
  });
}

/** Whole grains around the window: Azure refuses others or moves them. */
export function toGrains(
  { grainSeconds }: MetricGroup,
  { from, to }: MetricWindow,
): { startTime: Date; endTime: Date } {
  const grainMs = grainSeconds * 1000;
  return {
    startTime: new Date(Math.floor(from.getTime() / grainMs) * grainMs),
    endTime: new Date(Math.ceil(to.getTime() / grainMs) * grainMs),
  };
}

/** Every value of every dimension, as series of their own. */
function toFilter({ dimensions }: MetricGroup): { filter?: string; top?: number } {
  const names = Object.keys(dimensions);
  return names.length === 0 ? {} : { filter: names.map((name) => `${name} eq '*'`).join(' and '), top: mostSeries };
}
