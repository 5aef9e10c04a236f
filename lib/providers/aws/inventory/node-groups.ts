import { isDeepStrictEqual } from 'node:util';
import {
  DescribeNodegroupCommand,
  ListNodegroupsCommand,
  type Nodegroup,
  type NodegroupStatus,
} from '@aws-sdk/client-eks';
import type { Accelerator, InventoryItem, LifecycleState } from '@/lib/domain/resource';
import { bareSoftware, type SoftwareFacts } from '@/lib/domain/site/software';
import type { ProviderError } from '../../contract/provider-error';
import type { AwsPlace, RegionContext } from '../connect/region-context';
import { saysAbsent } from '../faults/error-codes';
import { addAccelerators } from './add-accelerators';
import type { KindReader } from './kind-reader';
import { readClusterNames } from './kubernetes-clusters';
import { readEach } from './read-each';
import { type AcceleratorsByType, readInstanceTypes } from './read-instance-types';
import { readListing } from './read-listing';
import { requireDetail } from './require-detail';
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

/** Managed node groups with the accelerators of the nodes they are to have; the nodes are instances, listed as such. */
export const nodeGroups: KindReader = {
  kind: 'node-group',
  listing: operation,
  async read(context, faults) {
    const clusterNames = await readClusterNames(context, faults.listing);
    const keys = await Promise.all(clusterNames.map((name) => readNodeGroupKeys(context, faults.listing, name)));
    const groups = await readEach(keys.flat(), faults.detail, async (key) => {
      const { nodegroup } = await context.call('eks:DescribeNodegroup', (options) =>
        context.clients.eks.send(new DescribeNodegroupCommand(key), options),
      );
      return requireDetail(nodegroup, 'eks:DescribeNodegroup');
    });
    const types = groups.flatMap(({ detail }) => detail?.instanceTypes ?? []);
    const acceleratorsOf = await readInstanceTypes(context, faults.detail, types);
    return groups.map(({ key, detail }) => toNodeGroup(context, key, detail, acceleratorsOf));
  },
};

async function readNodeGroupKeys(
  context: RegionContext,
  faults: ProviderError[],
  clusterName: string,
): Promise<NodeGroupKey[]> {
  const listingFaults: ProviderError[] = [];
  const names = await readListing(context, listingFaults, {
    operation,
    send: (nextToken, options) =>
      context.clients.eks.send(new ListNodegroupsCommand({ clusterName, nextToken, maxResults: 100 }), options),
    listOf: (page) => page.nodegroups,
    tokenOf: (page) => page.nextToken,
    identityOf: (name: string) => name,
  });
  // A cluster that has ceased to exist since has no node groups.
  faults.push(...listingFaults.filter((fault) => !saysAbsent(fault)));
  return names.map((nodegroupName) => ({ clusterName, nodegroupName }));
}

/** `group` null: only its cluster and name are known. */
export function toNodeGroup(
  place: AwsPlace,
  { clusterName, nodegroupName }: NodeGroupKey,
  group: Nodegroup | null,
  acceleratorsOf: AcceleratorsByType,
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
    accelerators: group === null ? null : toNodeAccelerators(group, acceleratorsOf),
    tags,
    software: group === null ? null : toSoftware(clusterName, group),
    createdAt: group?.createdAt ?? null,
    detailed: group !== null,
    raw: toRaw(group ?? { clusterName, nodegroupName }),
  };
}

/** The release is that of the AMI, of groups that have one of EKS's own. */
function toSoftware(cluster: string, { version, releaseVersion }: Nodegroup): SoftwareFacts[] {
  const told = [bareSoftware('kubelet', version ?? null), bareSoftware('operating-system', releaseVersion ?? null)];
  return told.flatMap((one) => (one.version === null ? [] : [{ ...one, cluster }]));
}

function toState(group: Nodegroup | null): LifecycleState {
  const state = toLifecycle(states, group?.status);
  const hasIssues = group?.health?.issues?.some(() => true) === true;
  return state === 'active' && hasIssues ? 'degraded' : state;
}

/**
 * Null when it is not known how many nodes there are to be, which type they have (a launch template may say it instead)
 * or which of several types with unlike devices.
 */
function toNodeAccelerators(
  { instanceTypes, scalingConfig }: Nodegroup,
  acceleratorsOf: AcceleratorsByType,
): Accelerator[] | null {
  const instances = scalingConfig?.desiredSize;
  const [each = null, ...others] = (instanceTypes ?? []).map((type) => acceleratorsOf.get(type) ?? null);
  if (instances === undefined || others.some((other) => !isDeepStrictEqual(other, each))) return null;
  return addAccelerators([{ each, instances }]);
}
