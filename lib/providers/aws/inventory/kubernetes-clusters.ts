import { type Cluster, type ClusterStatus, DescribeClusterCommand, ListClustersCommand } from '@aws-sdk/client-eks';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import { bareSoftware } from '@/lib/domain/site/software';
import type { ProviderError } from '../../contract/provider-error';
import type { AwsPlace, RegionContext } from '../connect/region-context';
import type { KindReader } from './kind-reader';
import { readEach } from './read-each';
import { readListing } from './read-listing';
import { requireDetail } from './require-detail';
import { toArn } from './to-arn';
import { toLifecycle } from './to-lifecycle';
import { toRaw } from './to-raw';

const operation = 'eks:ListClusters';

const states: Record<ClusterStatus, LifecycleState> = {
  CREATING: 'provisioning',
  PENDING: 'provisioning',
  ACTIVE: 'active',
  UPDATING: 'active',
  DELETING: 'deleting',
  FAILED: 'failed',
};

/** EKS clusters. */
export const kubernetesClusters: KindReader = {
  kind: 'kubernetes-cluster',
  listing: operation,
  async read(context, faults) {
    const names = await readClusterNames(context, faults.listing);
    const clusters = await readEach(names, faults.detail, async (name) => {
      const { cluster } = await context.call('eks:DescribeCluster', (options) =>
        context.clients.eks.send(new DescribeClusterCommand({ name }), options),
      );
      return requireDetail(cluster, 'eks:DescribeCluster');
    });
    return clusters.map(({ key, detail }) => toKubernetesCluster(context, key, detail));
  },
};

/** Names of the region's EKS clusters. */
export function readClusterNames(context: RegionContext, faults: ProviderError[]): Promise<string[]> {
  return readListing(context, faults, {
    operation,
    send: (nextToken, options) =>
      context.clients.eks.send(new ListClustersCommand({ nextToken, maxResults: 100 }), options),
    listOf: (page) => page.clusters,
    tokenOf: (page) => page.nextToken,
    identityOf: (name: string) => name,
  });
}

/** `cluster` null: only its name is known. */
export function toKubernetesCluster(place: AwsPlace, name: string, cluster: Cluster | null): InventoryItem {
  const tags = cluster === null ? null : (cluster.tags ?? {});
  return {
    kind: 'kubernetes-cluster',
    nativeId: cluster?.arn ?? toArn(place, 'eks', `cluster/${name}`),
    nativeType: 'AWS::EKS::Cluster',
    name,
    account: place.account,
    region: place.region,
    zone: null,
    status: toState(cluster),
    nativeStatus: cluster?.status ?? null,
    size: null,
    accelerators: [],
    tags,
    software: cluster === null ? null : [bareSoftware('kubernetes', cluster.version ?? null)],
    createdAt: cluster?.createdAt ?? null,
    detailed: cluster !== null,
    raw: toRaw(cluster ?? { name }),
  };
}

function toState(cluster: Cluster | null): LifecycleState {
  const state = toLifecycle(states, cluster?.status);
  const hasIssues = cluster?.health?.issues?.some(() => true) === true;
  return state === 'active' && hasIssues ? 'degraded' : state;
}
