import {
  DescribeNodegroupCommand,
  ListNodegroupsCommand,
  type Nodegroup,
  type NodegroupStatus,
} from '@aws-sdk/client-eks';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import type { ProviderError } from '../../contract/provider-error';
import type { AwsPlace, RegionContext } from '../connect/region-context';
import type { KindReader } from './kind-reader';
import { readClusterNames } from './kubernetes-clusters';
import { readEach } from './read-each';
import { readListing } from './read-listing';
import { toArn } from './to-arn';
import { toLifecycle } from './to-lifecycle';
import { toRaw } from './to-raw';

const operation = 'eks:ListNodegroups';

const states: Record<NodegroupStatus, LifecycleState> = {
  CREATING: 'provisioning',
  ACTIVE: 'active',
  UPDATING: 'active',
  DEGRADED: 'degraded',
  CREATE_FAILED: 'failed',
  DELETE_FAILED: 'failed',
  DELETING: 'deleting',
};

interface NodeGroupKey {
  clusterName: string;
  nodegroupName: string;
}

/** Managed node groups. Their accelerators are counted on the instances that carry them. */
export const nodeGroups: KindReader = {
  kind: 'node-group',
  listing: operation,
  async read(context, faults) {
    const clusterNames = await readClusterNames(context, faults.listing);
    const keys = await Promise.all(clusterNames.map((name) => readNodeGroupKeys(context, faults.listing, name)));
    const groups = await readEach(keys.flat(), faults.detail, (key) =>
      context.call('eks:DescribeNodegroup', (options) =>
        context.clients.eks.send(new DescribeNodegroupCommand(key), options),
      ),
    );
    return groups.map(({ key, detail }) => toNodeGroup(context, key, detail?.nodegroup ?? null));
  },
};

async function readNodeGroupKeys(
  context: RegionContext,
  faults: ProviderError[],
  clusterName: string,
): Promise<NodeGroupKey[]> {
  const names = await readListing(context, faults, {
    operation,
    send: (nextToken, options) =>
      context.clients.eks.send(new ListNodegroupsCommand({ clusterName, nextToken, maxResults: 100 }), options),
    listOf: (page) => page.nodegroups,
    tokenOf: (page) => page.nextToken,
    identityOf: (name: string) => name,
  });
  return names.map((nodegroupName) => ({ clusterName, nodegroupName }));
}

/** `group` null: only its cluster and name are known. */
export function toNodeGroup(
  place: AwsPlace,
  { clusterName, nodegroupName }: NodeGroupKey,
  group: Nodegroup | null,
): InventoryItem {
  const tags = group === null ? null : (group.tags ?? {});
  const types = group?.instanceTypes ?? [];
  return {
    kind: 'node-group',
    nativeId: group?.nodegroupArn ?? toArn(place, 'eks', `nodegroup/${clusterName}/${nodegroupName}`),
    nativeType: 'AWS::EKS::Nodegroup',
    name: nodegroupName,
    account: place.account,
    region: place.region,
    zone: null,
    status: toState(group),
    nativeStatus: group?.status ?? null,
    size: types.length === 0 ? null : types.join(', '),
    accelerators: [],
    tags,
    createdAt: group?.createdAt ?? null,
    detailed: group !== null,
    raw: toRaw(group ?? { clusterName, nodegroupName }),
  };
}

function toState(group: Nodegroup | null): LifecycleState {
  const state = toLifecycle(states, group?.status);
  const hasIssues = group?.health?.issues?.some(() => true) === true;
  return state === 'active' && hasIssues ? 'degraded' : state;
}
