import type { GpuAllocation, GpuHolder } from '@/lib/domain/gpu/fleet';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import { allocateHost, type HostAllocation } from './allocate-host';
import type { FleetHost, FleetMachine } from './fleet-machine';
import type { HostSigns } from './host-signs';
import type { InventoryTrust, WorkListing } from './inventory-trust';
import type { DevicePlaces } from './place-devices';
import type { WorkOnHosts } from './work-on-hosts';

const nobody: readonly GpuHolder[] = [];

/** What tells who has the devices of a host. */
interface AllocationFacts {
  places: DevicePlaces;
  work: WorkOnHosts;
  /** Undefined: nothing is measured of it. */
  signs: HostSigns | undefined;
  trust: InventoryTrust;
}

/** Who has each device of a host, by what its scheduler lists and what is measured of it. */
export function allocateByFacts(host: FleetHost, { places, work, signs, trust }: AllocationFacts): HostAllocation {
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
