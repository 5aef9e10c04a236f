import type { AssembledNode } from '@/lib/analytics/gpus/fleet/assemble-fleet';
import type { FleetDevice } from '@/lib/domain/gpu/fleet';
import { Refusal } from '@/lib/domain/refusal';
import type { VisibleFleet } from '../fleet/visible-fleet';

/** A device by its node's resource and its slot there. */
export interface DeviceAddress {
  id: string;
  slot: number;
}

/** The node of a resource. What does not exist, has no devices or is out of reach is told alike: not found. */
export function findNode({ nodes }: Pick<VisibleFleet, 'nodes'>, id: string): AssembledNode {
  const node = nodes.find((one) => one.node.id === id);
  if (node === undefined) throw new Refusal('not-found', 'There is no such node with GPUs.');
  return node;
}

/** The device in a slot of a node. Throws a Refusal where the node has none there. */
export function findDevice({ node }: Pick<AssembledNode, 'node'>, slot: number): FleetDevice {
  const device = node.devices.find((one) => one.slot === slot);
  if (device === undefined) throw new Refusal('not-found', 'The node has no such GPU.');
  return device;
}
