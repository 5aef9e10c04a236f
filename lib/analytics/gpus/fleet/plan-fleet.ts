import { countsAccelerators } from '@/lib/domain/accelerator-count';
import type { GpuScheduler } from '@/lib/domain/gpu/fleet';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import { isScaleSet } from '@/lib/domain/machine';
import type { ResourceKind } from '@/lib/domain/resource';
import { findClusterByTags, toClusterOfNode } from './find-cluster';
import type { FleetMachine, FleetPlan } from './fleet-machine';

/** Kinds of which a cloud lists machines, on which nodes of clusters may run. */
const machineKinds: readonly ResourceKind[] = ['compute-instance', 'instance-group'];
/** Providers whose native ids are one of a kind in the world, through whatever connection they are read. */
const worldwide: readonly string[] = ['aws', 'google-cloud', 'azure'];

/**
 * The machines of the fleet, each once: a node of a cluster that a cloud lists too is the cloud's machine, and what several
 * connections list is one, as the connection with the least id lists it that can say how many devices it has. In order of
 * their resources' ids.
 */
export function planFleet(resources: readonly GpuResource[]): FleetPlan {
  const listed = resources.toSorted(byId);
  const nodes = Map.groupBy(
    listed.filter(({ kind, machine }) => kind === 'cluster-node' && machine !== null),
    ({ machine }) => machine,
  );
  const machines: FleetMachine[] = [];
  const uncounted: GpuResource[] = [];
  for (const same of Map.groupBy(withoutCountedElsewhere(listed), toKey).values()) {
    const [sized] = same.flatMap((resource) =>
      resource.gpuCount === null ? [] : [{ resource, size: resource.gpuCount }],
    );
    if (sized === undefined) uncounted.push(...same.slice(0, 1));
    else machines.push(toMachine(sized.resource, sized.size, nodes.get(sized.resource.machine) ?? []));
  }
  return { machines: machines.sort((one, other) => byId(one.resource, other.resource)), uncounted };
}

/**
 * What has devices that count there. A node's count with its machine where a cloud says how many that has; else the machine
 * counts as its node, but a scale set of unknown size stays too: it may have more nodes than are listed.
 */
function withoutCountedElsewhere(listed: readonly GpuResource[]): GpuResource[] {
  const sized = new Set(listed.filter(isSizedMachine).map(({ machine }) => machine));
  const counted = listed.filter(
    ({ kind, status, provider, machine, gpuCount }) =>
      countsAccelerators(kind, status, provider) &&
      gpuCount !== 0 &&
      !(kind === 'cluster-node' && machine !== null && sized.has(machine)),
  );
  const told = new Set(counted.filter(({ kind }) => kind === 'cluster-node').map(({ machine }) => machine));
  return counted.filter(
    ({ kind, machine, gpuCount }) =>
      kind !== 'compute-instance' || machine === null || gpuCount !== null || !told.has(machine),
  );
}

/**
 * Whether a cloud tells for certain which devices a machine has: also none any more, where it was stopped. One that failed
 * may have them still, and then its nodes are what tells.
 */
function isSizedMachine({ kind, machine, gpuCount, status }: GpuResource): boolean {
  return machineKinds.includes(kind) && machine !== null && gpuCount !== null && gpuCount > 0 && status !== 'failed';
}

/** A scale set is one machine to its cloud, and many nodes to its cluster. */
function toKey({ provider, kind, nativeId, machine, name, id }: GpuResource): string {
  if (machine !== null) return kind === 'cluster-node' && isScaleSet(machine) ? `${machine}\n${name}` : machine;
  return worldwide.includes(provider) ? `${kind}\n${nativeId}` : id;
}

function toMachine(resource: GpuResource, size: number, nodes: readonly GpuResource[]): FleetMachine {
  const isNode = resource.kind === 'cluster-node';
  const [node] = isNode ? [resource] : nodes;
  const cluster = node === undefined ? findClusterByTags(resource) : toClusterOfNode(node);
  const machine: FleetMachine = {
    resource,
    hosts: [],
    size,
    model: resource.gpuModel ?? 'GPU',
    cluster,
    scheduler: cluster?.scheduler ?? toSchedulerOfNone(resource),
  };
  const isGroup = resource.kind === 'instance-group';
  let firstSlot = 0;
  for (const member of isGroup ? toMembers(nodes, size) : []) {
    machine.hosts.push({ machine, node: member.node, firstSlot, size: member.size });
    firstSlot += member.size;
  }
  // Whose the rest of a group is nobody tells: it may be of nodes that are not listed.
  if (firstSlot < size)
    machine.hosts.push({ machine, node: isGroup ? null : (node ?? null), firstSlot, size: size - firstSlot });
  return machine;
}

/**
 * The nodes that run on a scale set, each once, in order of their resources' ids: one that joins comes last, and moves no
 * other. None where they do not fit into it, since some of them are then no more, and nobody tells which.
 */
function toMembers(nodes: readonly GpuResource[], size: number): { node: GpuResource; size: number }[] {
  const names = new Set<string>();
  const members = nodes.flatMap((node) => {
    if (node.status === 'deleting' || !node.gpuCount || names.has(node.name)) return [];
    names.add(node.name);
    return [{ node, size: node.gpuCount }];
  });
  const sum = members.reduce((total, member) => total + member.size, 0);
  return sum > size ? [] : members;
}

/** A machine stands alone; what else has devices is run by its provider. */
function toSchedulerOfNone({ kind }: GpuResource): GpuScheduler {
  return machineKinds.includes(kind) ? 'none' : 'provider';
}

function byId({ id: one }: GpuResource, { id: other }: GpuResource): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
