import type { Reach } from '@/lib/domain/access';
import type { FleetNode, GpuAllocation, GpuHolder } from '@/lib/domain/gpu/fleet';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import type { WholeFleet } from './fleet-keeper';

/** Whether something that stands at a site and belongs to a team lies within a reach. */
export function isWithin(reach: Reach, { site, team }: { site: string; team: string | null }): boolean {
  return reach.everything || reach.sites.includes(site) || (team !== null && reach.teams.includes(team));
}

/**
 * A node as one may see it: that somebody has a device is told, but of work beyond the reach not whose it is. Whose work the
 * inventory does not list is not known: it is told to those alone who may see all that stands at the node's site.
 */
export function hideHolders(node: FleetNode, reach: Reach, resources: WholeFleet['resources']): FleetNode {
  if (reach.everything) return node;
  const isVisible = ({ resourceId }: GpuHolder) => {
    const resource: GpuResource | undefined = resourceId === null ? undefined : resources.get(resourceId);
    return resource === undefined ? reach.sites.includes(node.site) : isWithin(reach, resource);
  };
  const hide = (allocation: GpuAllocation): GpuAllocation =>
    allocation.state === 'held' ? { state: 'held', holders: allocation.holders.filter(isVisible) } : allocation;
  return { ...node, devices: node.devices.map((device) => ({ ...device, allocation: hide(device.allocation) })) };
}
