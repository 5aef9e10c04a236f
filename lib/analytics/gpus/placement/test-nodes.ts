import type { FleetDevice, FleetNode, GpuAllocation } from '@/lib/domain/gpu/fleet';

/** A device of which nothing is measured. */
export function toTestDevice(slot: number, allocation: GpuAllocation): FleetDevice {
  return { slot, index: slot, uuid: null, readings: [], isFrozen: false, allocation };
}

/** A node that takes work, its devices as given. */
export function toTestNode(allocations: readonly GpuAllocation[], rest: Partial<FleetNode> = {}): FleetNode {
  return {
    id: '0190c0de-0000-7000-8000-000000000001',
    name: 'n-1',
    connectionId: '0190c0de-0000-7000-8000-000000000002',
    provider: 'slurm',
    status: 'active',
    account: 'hall',
    region: 'global',
    site: 'oslo',
    team: null,
    owner: null,
    cluster: 'hall',
    clusterConnectionId: null,
    nvlinkDomain: null,
    isSchedulable: true,
    scheduler: 'slurm',
    model: 'NVIDIA H100',
    held: allocations.filter(({ state }) => state === 'held').length,
    holdings: [],
    devices: allocations.map((allocation, slot) => toTestDevice(slot, allocation)),
    ...rest,
  };
}
