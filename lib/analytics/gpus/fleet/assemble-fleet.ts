import type { FleetDevice, FleetNode, GpuReading } from '@/lib/domain/gpu/fleet';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import type { Steps } from '../steps';
import { allocateByFacts } from './allocate-by-facts';
import type { HostAllocation } from './allocate-host';
import type { FleetHost, FleetMachine } from './fleet-machine';
import type { HostSigns } from './host-signs';
import type { InventoryTrust } from './inventory-trust';
import { isSchedulable } from './is-schedulable';
import type { DevicePlaces } from './place-devices';
import type { WorkOnHosts } from './work-on-hosts';

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
    const allocations = machine.hosts.map((host) =>
      allocateByFacts(host, { places, work, signs: signs.get(host), trust }),
    );
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

const noReadings: readonly GpuReading[] = [];

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
