import { countsAccelerators } from '@/lib/domain/accelerator-count';
import type { GpuScheduler } from '@/lib/domain/gpu/fleet';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import type { ResourceKind } from '@/lib/domain/resource';
import { findClusterByTags, toClusterOfNode } from './find-cluster';
import type { FleetMachine, FleetPlan } from './fleet-machine';

/** Kinds of which a cloud lists machines, on which nodes of clusters may run. */
const machineKinds: readonly ResourceKind[] = ['compute-instance', 'instance-group'];
const workKinds: readonly ResourceKind[] = ['pod', 'batch-job'];
/** Providers whose native ids are one of a kind in the world, through whatever connection they are read. */
const worldwide: readonly string[] = ['aws', 'google-cloud', 'azure'];

/**
 * The machines of the fleet, each once: a node of a cluster that a cloud lists too is the cloud's machine, and what several
 * connections list is one, as the connection with the least id lists it. In order of their resources' ids.
 */
export function planFleet(resources: readonly GpuResource[]): FleetPlan {
  const listed = resources.filter(({ kind }) => !workKinds.includes(kind)).toSorted(byId);
  const hosts = new Set(
    listed.flatMap(({ kind, machine, gpuCount }) =>
      machineKinds.includes(kind) && machine !== null && gpuCount !== null ? [machine] : [],
    ),
  );
  const nodes = Map.groupBy(
    listed.filter(({ kind, machine }) => kind === 'cluster-node' && machine !== null),
    ({ machine }) => machine,
  );
  const machines: FleetMachine[] = [];
  const uncounted: GpuResource[] = [];
  const seen = new Set<string>();
  for (const resource of listed) {
    const { kind, status, provider, machine, gpuCount } = resource;
    if (!countsAccelerators(kind, status, provider)) continue;
    if (kind === 'cluster-node' && machine !== null && hosts.has(machine)) continue;
    const key = toKey(resource);
    if (seen.has(key)) continue;
    if (gpuCount === 0) continue;
    seen.add(key);
    if (gpuCount === null) uncounted.push(resource);
    else machines.push(toMachine(resource, gpuCount, (machine !== null && nodes.get(machine)) || []));
  }
  return { machines, uncounted };
}

function toKey({ provider, kind, nativeId, machine, id }: GpuResource): string {
  if (machine !== null) return machine;
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
  const members = resource.kind === 'instance-group' ? toMembers(nodes, size) : [];
  let firstSlot = 0;
  for (const member of members) {
    machine.hosts.push({ machine, node: member.node, firstSlot, size: member.size });
    firstSlot += member.size;
  }
  const rest = { machine, firstSlot, size: size - firstSlot };
  if (rest.size > 0) machine.hosts.push({ ...rest, node: members.length === 0 ? (node ?? null) : null });
  return machine;
}

/** The nodes that run on a scale set, in order of their names; none where they do not fit into it. */
function toMembers(nodes: readonly GpuResource[], size: number): { node: GpuResource; size: number }[] {
  const members = nodes.flatMap((node) => (node.gpuCount ? [{ node, size: node.gpuCount }] : []));
  const sum = members.reduce((total, member) => total + member.size, 0);
  if (sum > size || members.length < 2) return [];
  return members.sort((one, other) => compare(one.node.name, other.node.name) || byId(one.node, other.node));
}

/** A machine stands alone; what else has devices is run by its provider. */
function toSchedulerOfNone({ kind }: GpuResource): GpuScheduler {
  return machineKinds.includes(kind) ? 'none' : 'provider';
}

function byId(one: GpuResource, other: GpuResource): number {
  return compare(one.id, other.id);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
