import { z } from 'zod';
import { findInstanceSize } from '../../world/aws/instance-catalogue';
import { nativeIdOf } from '../../world/aws/native-id';
import type { NodeGroup } from '../../world/aws/records/machines';
import { AwsError } from '../aws-error';
import type { Call } from '../call';
import { defineOperation } from '../endpoint';
import { pageOf } from '../paging/page';
import type { WireDocument } from '../protocol/wire-value';
import { eksPageShape, findCluster, invalidEksInput, invalidEksToken } from './clusters';

export const listNodegroups = defineOperation({
  name: 'ListNodegroups',
  action: 'eks:ListNodegroups',
  input: z.object({ name: z.string(), ...eksPageShape }),
  invalid: invalidEksInput,
  run(call, { name: cluster, maxResults: size, nextToken: token }) {
    const page = pageOf(call, {
      items: nodeGroupsOf(call, cluster),
      keyOf: ({ name }) => name,
      size,
      token,
      question: cluster,
      invalidToken: invalidEksToken,
    });
    return { document: { nodegroups: page.items.map(({ name }) => name), nextToken: page.nextToken } };
  },
});

export const describeNodegroup = defineOperation({
  name: 'DescribeNodegroup',
  action: 'eks:DescribeNodegroup',
  input: z.object({ name: z.string(), nodegroupName: z.string() }),
  invalid: invalidEksInput,
  run(call, { name: cluster, nodegroupName }) {
    const group = nodeGroupsOf(call, cluster).find(({ name }) => name === nodegroupName);
    if (!group) {
      throw new AwsError('ResourceNotFoundException', `No node group found for name: ${nodegroupName}.`, 404, {
        detail: { clusterName: cluster, nodegroupName },
      });
    }
    return { document: { nodegroup: nodeGroupDocument(group) } };
  },
});

function nodeGroupsOf(call: Call, clusterName: string): NodeGroup[] {
  const cluster = findCluster(call, clusterName);
  return call.world.list('node-group', call.account, call.region).filter((group) => group.cluster === cluster.name);
}

const capacityTypes = { 'on-demand': 'ON_DEMAND', spot: 'SPOT', 'capacity-block': 'CAPACITY_BLOCK' } as const;

function nodeGroupDocument(group: NodeGroup): WireDocument {
  return {
    nodegroupName: group.name,
    nodegroupArn: nativeIdOf(group),
    clusterName: group.cluster,
    version: group.version,
    releaseVersion: `${group.version}.3-20260115`,
    createdAt: group.createdAt,
    modifiedAt: group.createdAt,
    status: group.status,
    capacityType: capacityTypes[group.purchase],
    scalingConfig: { minSize: 0, maxSize: Math.max(1, group.maximum), desiredSize: group.desired },
    instanceTypes: [group.size],
    subnets: group.subnets,
    amiType: imageTypeOf(group),
    nodeRole: `arn:aws:iam::${group.account}:role/${group.cluster}-node`,
    labels: { 'millwright.example/fleet': group.name },
    resources: { autoScalingGroups: [{ name: `eks-${group.name}-${group.uid}` }] },
    diskSize: 80,
    health: { issues: group.issues },
    updateConfig: { maxUnavailable: 1 },
    tags: group.tags,
  };
}

function imageTypeOf({ size: name }: NodeGroup): string {
  const size = findInstanceSize(name);
  if (size?.accelerator) return size.accelerator.family === 'gpu' ? 'AL2023_x86_64_NVIDIA' : 'AL2023_x86_64_NEURON';
  return size?.architecture === 'arm64' ? 'AL2023_ARM_64_STANDARD' : 'AL2023_x86_64_STANDARD';
}
