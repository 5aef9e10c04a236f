import { z } from 'zod';
import { toMachineOfNode } from '@/lib/domain/machine';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import { acceleratorsIn, countOf } from '../accelerators/accelerator-resources';
import { toNodeAccelerators } from '../accelerators/to-node-accelerators';
import type { ObjectListing } from '../objects/listing';
import {
  type Condition,
  conditionOf,
  conditionSchema,
  metadataSchema,
  quantitiesSchema,
} from '../objects/object-schema';
import { toRaw } from '../objects/to-raw';
import { toNodeSoftware } from './node-software';
import { toCommonFacts } from './place';

const nodeSchema = z.object({
  metadata: metadataSchema.extend({ uid: z.string().nullish() }),
  spec: z
    .object({
      providerID: z.string().optional(),
      unschedulable: z.boolean().optional(),
      taints: z.array(z.object({ key: z.string() })).nullish(),
    })
    .nullish(),
  status: z
    .object({
      capacity: quantitiesSchema.nullish(),
      allocatable: quantitiesSchema.nullish(),
      conditions: z.array(conditionSchema).nullish(),
      nodeInfo: z.object({ kubeletVersion: z.string().nullish(), osImage: z.string().nullish() }).nullish(),
    })
    .nullish(),
});
export type Node = z.output<typeof nodeSchema>;

/** Images a kubelet has pulled and volumes it uses: long, and nobody looks for them here. */
const shownSchema = z.object({
  metadata: z.looseObject({}),
  spec: z.looseObject({}).nullish(),
  status: z
    .looseObject({})
    .transform(({ images, volumesInUse, volumesAttached, ...rest }) => rest)
    .nullish(),
});

const name = { group: 'core', resource: 'nodes', type: 'Node' };
const sizeLabels = ['node.kubernetes.io/instance-type', 'beta.kubernetes.io/instance-type'];
const zoneLabels = ['topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/zone'];
/** Complaints of the node's own that keep or drive work away from it. */
const complaints: ReadonlySet<string> = new Set([
  'MemoryPressure',
  'DiskPressure',
  'PIDPressure',
  'NetworkUnavailable',
]);

export function nodeListing(clusterName: string): ObjectListing<InventoryItem> {
  return {
    group: 'core',
    resource: 'nodes',
    path: '/api/v1/nodes',
    keep: (object) => toClusterNode(clusterName, nodeSchema.parse(object), toRaw(shownSchema.parse(object))),
  };
}

export function toClusterNode(clusterName: string, node: Node, raw: string): InventoryItem {
  const labels = node.metadata.labels ?? {};
  return {
    ...toCommonFacts(clusterName, 'cluster-node', name, node.metadata),
    zone: firstLabel(labels, zoneLabels),
    status: toNodeState(node),
    nativeStatus: toNodeWord(node),
    size: firstLabel(labels, sizeLabels),
    accelerators: toNodeAccelerators(labels, node.status?.capacity ?? null),
    machine: toMachineOfNode(node.spec?.providerID, node.metadata.uid),
    software: toNodeSoftware(clusterName, node),
    raw,
  };
}

/** With these the control plane has given a node up: its pods are moved elsewhere. */
const givenUp: ReadonlySet<string> = new Set(['node.kubernetes.io/unreachable', 'node.kubernetes.io/out-of-service']);

/**
 * A node that the control plane has just lost sight of is unknown; given up, it has failed. One that takes no new work,
 * complains, or has devices that may not be used is degraded.
 */
export function toNodeState({ metadata, spec, status }: Node): LifecycleState {
  if (metadata.deletionTimestamp) return 'deleting';
  const ready = conditionOf(status?.conditions, 'Ready');
  if (ready?.status === 'False' || spec?.taints?.some(({ key }) => givenUp.has(key))) return 'failed';
  if (ready?.status !== 'True') return 'unknown';
  const isLimited = spec?.unschedulable || status?.conditions?.some(complains) || hasBadDevice(status);
  return isLimited ? 'degraded' : 'active';
}

/** The kubelet keeps a device that its plugin calls unhealthy in the capacity, but takes it from what may be used. */
function hasBadDevice(status: Node['status']): boolean {
  const { capacity, allocatable } = status ?? {};
  if (!capacity || !allocatable) return false;
  return Object.keys(acceleratorsIn(capacity)).some((resource) => {
    const [there, usable] = [countOf(capacity, resource), countOf(allocatable, resource)];
    return there !== null && usable !== null && usable < there;
  });
}

/** As `kubectl get nodes` writes it, e.g. `Ready,SchedulingDisabled`. */
export function toNodeWord({ spec, status }: Node): string {
  const ready = conditionOf(status?.conditions, 'Ready');
  const readiness = ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  return spec?.unschedulable ? `${readiness},SchedulingDisabled` : readiness;
}

function complains({ type, status }: Condition): boolean {
  return status === 'True' && complaints.has(type);
}

function firstLabel(labels: Record<string, string>, names: readonly string[]): string | null {
  return names.map((label) => labels[label]).find((value) => value?.trim()) ?? null;
}
