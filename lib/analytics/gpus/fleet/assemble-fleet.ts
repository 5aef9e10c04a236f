import type { FleetDevice, FleetNode, GpuAllocation, GpuHolder, GpuReading } from '@/lib/domain/gpu/fleet';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import type { Steps } from '../steps';
import { allocateHost, type HostAllocation } from './allocate-host';
import type { FleetHost, FleetMachine } from './fleet-machine';
import type { HostSigns } from './host-signs';
import { isSchedulable } from './is-schedulable';
import type { DevicePlaces } from './place-devices';
import type { WorkOnHosts } from './work-on-hosts';

/** How far the facts that the inventory told may be trusted now. */
export interface InventoryTrust {
  /** What was last read too long ago to say how it stands. */
  isExpired(resource: GpuResource): boolean;
  /** Whether the work on a cluster's nodes is listed through a connection to the end, and lately; else why not. */
  listingOf(connectionId: string, scheduler: 'kubernetes' | 'slurm'): WorkListing;
}

/** `readAt`: what came or went since is not in it. */
export type WorkListing = { isWhole: true; readAt: Date } | { isWhole: false; reason: string };

export interface AssembledNode {
  node: FleetNode;
  machine: FleetMachine;
  /** What stands of its hosts each by itself, in their order. */
  hosts: readonly AssembledHost[];
  isExpired: boolean;
}

/** One host of a machine that may have several; all as on `FleetNode`. */
type AssembledHost = Pick<FleetNode, 'isSchedulable' | 'nvlinkDomain' | 'held'> & { isFailed: boolean };

/** Puts together what the inventory and the metrics tell of each machine, in the order of the plan. */
export function* assembleFleet(
  machines: readonly FleetMachine[],
  places: DevicePlaces,
  work: WorkOnHosts,
  signs: ReadonlyMap<FleetHost, HostSigns>,
  trust: InventoryTrust,
): Steps<AssembledNode[]> {
  const assembled: AssembledNode[] = [];
  for (const machine of machines) {
    yield;
    const { resource, cluster, scheduler, model } = machine;
    const isExpired = trust.isExpired(resource);
    const allocations = machine.hosts.map((host) => allocate(host, places, work, signs.get(host), trust));
    const hosts = machine.hosts.map((host, index) => assembleHost(host, allocations[index], trust));
    const devices = machine.hosts.flatMap((host, index) =>
      toDevices(host, places, signs.get(host), allocations[index], hosts[index]?.isFailed === true),
    );
    const { id, name, connectionId, provider, account, region, site, team, owner } = resource;
    assembled.push({
      machine,
      hosts,
      isExpired,
      node: {
        id,
        name,
        connectionId,
        provider,
        status: toStatus(resource, hosts, isExpired),
        account,
        region,
        site,
        team,
        owner,
        cluster: cluster?.name ?? null,
        clusterConnectionId: cluster?.connectionId ?? null,
        nvlinkDomain: onlyOf(hosts.map(({ nvlinkDomain }) => nvlinkDomain)),
        isSchedulable: isAny(hosts.map((host) => host.isSchedulable)),
        scheduler,
        model,
        held: sumHeld(allocations),
        holdings: machine.hosts.flatMap(({ node: host }) => (host ? work.on(host).map(({ holding }) => holding) : [])),
        devices,
      },
    });
  }
  return assembled;
}

function assembleHost(
  { machine: { resource }, node }: FleetHost,
  allocation: HostAllocation | undefined,
  trust: InventoryTrust,
): AssembledHost {
  const current = node === null || trust.isExpired(node) ? null : node;
  const isMachineFailed = resource.status === 'failed' && !trust.isExpired(resource);
  return {
    isFailed: isMachineFailed || current?.status === 'failed',
    isSchedulable: current === null ? null : isSchedulable(current),
    nvlinkDomain: toNvlinkDomain(resource) ?? (node && toNvlinkDomain(node)),
    held: allocation?.held ?? null,
  };
}

/** As its inventory tells, unless all nodes of a cluster that it is have failed. */
function toStatus({ status }: GpuResource, hosts: readonly AssembledHost[], isExpired: boolean): FleetNode['status'] {
  if (isExpired) return 'unknown';
  return hosts.every(({ isFailed }) => isFailed) ? 'failed' : status;
}

function isAny(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}

/** What all have in common; null where they differ. */
function onlyOf<T>(values: readonly (T | null)[]): T | null {
  const [first = null] = values;
  return values.every((value) => value === first) ? first : null;
}

function allocate(
  host: FleetHost,
  places: DevicePlaces,
  work: WorkOnHosts,
  signs: HostSigns | undefined,
  trust: InventoryTrust,
): HostAllocation {
  const { machine, node, size } = host;
  const { resource, cluster, scheduler } = machine;
  if (scheduler === 'none' || scheduler === 'provider') return ownedHost(resource, size, trust.isExpired(resource));
  const listing = toListing(machine, node, work, trust);
  const connectionId = node?.connectionId ?? cluster?.connectionId ?? null;
  return allocateHost({
    size,
    works: node === null ? [] : work.on(node),
    listing,
    isIndexed: places.isIndexed(host),
    named: Array.from({ length: size }, (_, place) => {
      const holders = signs?.holders[place] ?? [];
      if (holders.length === 0) return nobody;
      return holders.flatMap(({ holder, at }): GpuHolder[] => {
        const listed = connectionId === null ? null : work.find(connectionId, holder);
        // Whom metrics named before a listing that does not have them has ended since.
        return listed === null && listing.isWhole && at <= listing.readAt ? [] : [listed ?? holder];
      });
    }),
    isWatched: Array.from({ length: size }, (_, place) => signs?.isWatched[place] ?? false),
    allocated: signs?.allocated ?? null,
  });
}

function toListing(
  { scheduler, cluster }: FleetMachine,
  node: GpuResource | null,
  work: WorkOnHosts,
  trust: InventoryTrust,
): WorkListing {
  const works = scheduler === 'slurm' ? 'jobs' : 'pods';
  if (cluster === null || cluster.connectionId === null)
    return { isWhole: false, reason: `No connection lists the ${works} of this cluster.` };
  if (node === null) return { isWhole: false, reason: 'It is not known which node of the cluster this device is on.' };
  const listing = trust.listingOf(node.connectionId, cluster.scheduler);
  if (!listing.isWhole || work.isClear(node.connectionId)) return listing;
  return { isWhole: false, reason: `Not all ${works} of this cluster tell what they have, and where.` };
}

/** What stands alone, or is run by its provider, is in its own hands, devices and all. */
function ownedHost({ kind, id, name, team, owner }: GpuResource, size: number, isExpired: boolean): HostAllocation {
  const byKind: Partial<Record<GpuResource['kind'], GpuHolder['kind']>> = {
    'model-endpoint': 'endpoint',
    'container-service': 'endpoint',
    'training-job': 'job',
  };
  const holder: GpuHolder = { kind: byKind[kind] ?? 'machine', name, namespace: null, resourceId: id, team, owner };
  const allocation: GpuAllocation = isExpired
    ? { state: 'unknown', reason: 'It was last listed too long ago to say whether it is still there.' }
    : { state: 'held', holders: [holder] };
  return { held: isExpired ? null : size, devices: Array.from({ length: size }, () => allocation) };
}

const noReadings: readonly GpuReading[] = [];
const nobody: readonly GpuHolder[] = [];

function toDevices(
  host: FleetHost,
  places: DevicePlaces,
  signs: HostSigns | undefined,
  allocated: HostAllocation | undefined,
  isOnFailedNode: boolean,
): FleetDevice[] {
  return (allocated?.devices ?? []).map((allocation, place) => ({
    slot: host.firstSlot + place,
    ...places.namesOf(host, place),
    readings: signs?.readings[place] ?? noReadings,
    isFrozen: signs?.isFrozen[place] ?? false,
    isSliced: signs?.isSliced[place] ?? false,
    isOnFailedNode,
    allocation,
  }));
}

function sumHeld(allocations: readonly HostAllocation[]): number | null {
  let sum = 0;
  for (const { held } of allocations) {
    if (held === null) return null;
    sum += held;
  }
  return sum;
}

/** Labels by which nodes of one NVLink domain are known. */
const domainLabels = ['ds.coreweave.com/nvlink.domain', 'nvidia.com/gpu.clique'];

function toNvlinkDomain({ tags }: GpuResource): string | null {
  return domainLabels.map((label) => tags?.[label]).find((value) => value?.trim()) ?? null;
}
