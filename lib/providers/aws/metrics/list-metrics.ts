import {
  type DimensionFilter,
  ListMetricsCommand,
  type ListMetricsCommandOutput,
  type Metric,
} from '@aws-sdk/client-cloudwatch';
import { readPages } from '../../contract/paging/read-pages';
import { ProviderError } from '../../contract/provider-error';
import type { RegionContext } from '../connect/region-context';
import { requireList } from '../inventory/require-list';
import type { MetricGroup, MetricSource } from './metric-source';

const operation = 'cloudwatch:ListMetrics';
/** Of one metric name in one region; more are an explosion of dimensions. */
const mostListed = 200_000;

/** What CloudWatch has of a namespace, as far as it could be listed. */
interface MetricListing {
  metrics: Metric[];
  faults: ProviderError[];
}

/**
 * Lists the metrics of a group that had data in the last three hours. One call settles a namespace that has few; of one
 * with more pages only the names that are read are listed, since pods and disks of no concern here may fill thousands.
 */
export async function listMetrics(context: RegionContext, { namespace, sources }: MetricGroup): Promise<MetricListing> {
  const names = new Map(sources.map(({ name, dimension }) => [name, dimension]));
  try {
    const first = await listPage(context, namespace);
    const metrics = requireList(first.Metrics, operation);
    if (!first.NextToken) {
      const found = metrics.filter(
        ({ Namespace, MetricName = '' }) => Namespace === namespace && names.has(MetricName),
      );
      return { metrics: [...new Map(found.map((metric) => [toIdentity(metric), metric])).values()], faults: [] };
    }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { metrics: [], faults: [error] };
  }
  const listings = await Promise.all(
    [...names].map(([name, dimension]) => listName(context, namespace, { name, dimension })),
  );
  return {
    metrics: listings.flatMap(({ items }) => items),
    faults: listings.flatMap(({ fault }) => fault ?? []),
  };
}

type Named = Pick<MetricSource, 'name' | 'dimension'> & {
  /** Only metrics of this instance. */
  instanceId?: string;
  /** Also those that had no data in the last three hours: CloudWatch lists a metric for two weeks after its last. */
  isOldListed?: boolean;
};

/** Lists the metrics of one name that had data in the last three hours, or of late. */
export function listName(context: RegionContext, namespace: string, named: Named) {
  const { name } = named;
  return readPages({
    operation,
    fetchPage: (token) => listPage(context, namespace, named, token),
    itemsOf: ({ Metrics }) =>
      requireList(Metrics, operation).filter(
        ({ Namespace, MetricName }) => Namespace === namespace && MetricName === name,
      ),
    nextTokenOf: ({ NextToken }) => NextToken,
    identityOf: toIdentity,
    limits: { pages: 1_000, items: mostListed },
  });
}

/** Servers list one metric more than once. */
function toIdentity({ MetricName, Dimensions }: Metric): string {
  return JSON.stringify([MetricName, (Dimensions ?? []).map(({ Name, Value }) => [Name, Value]).sort()]);
}

function listPage(
  context: RegionContext,
  namespace: string,
  named?: Named,
  token?: string,
): Promise<ListMetricsCommandOutput> {
  return context.call(operation, (options) =>
    context.clients.cloudWatch.send(
      new ListMetricsCommand({
        Namespace: namespace,
        ...(named?.isOldListed ? {} : { RecentlyActive: 'PT3H' }),
        ...(named === undefined ? {} : { MetricName: named.name }),
        ...(named === undefined ? {} : { Dimensions: toDimensionFilters(named) }),
        ...(token === undefined ? {} : { NextToken: token }),
      }),
      options,
    ),
  );
}

function toDimensionFilters({ dimension, instanceId }: Named): DimensionFilter[] {
  return [
    ...(dimension === null ? [] : [{ Name: dimension }]),
    ...(instanceId === undefined ? [] : [{ Name: 'InstanceId', Value: instanceId }]),
  ];
}
