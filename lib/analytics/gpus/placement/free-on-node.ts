import type { FleetDevice, FleetNode } from '@/lib/domain/gpu/fleet';
import type { DeviceCondition } from '../health/judge-device';

/** What of a node's devices a job could have now. */
export interface FreeOnNode {
  node: Pick<
    FleetNode,
    | 'name'
    | 'connectionId'
    | 'account'
    | 'region'
    | 'site'
    | 'cluster'
    | 'clusterConnectionId'
    | 'nvlinkDomain'
    | 'model'
  >;
  /** Devices it has, whatever becomes of them. */
  devices: number;
  /** Free for certain, in working order, on a node that takes work. */
  free: number;
  /** Free and in working order, but the node takes no work. */
  withheld: number;
  /** May be free: nobody can say whether they are, how they stand, or whether the node takes work. */
  unknown: number;
}

/**
 * How many of a node's devices are free. One that failed is not, whoever does not hold it; of one whose health nobody
 * knows it is not known. Of devices that nobody can tell apart as many are free as the node has and did not give out;
 * should any of them be no good, those may be the ones. `isCurrent` false: what is known of the node is past its time.
 */
export function countFree(
  node: FleetNode,
  healthOf: (device: FleetDevice) => DeviceCondition,
  isCurrent: boolean,
): FreeOnNode {
  let [free, unclear, unclearBad, unclearUnknown, unknown, freeAnyhow] = [0, 0, 0, 0, 0, 0];
  for (const device of node.devices) {
    const { state } = device.allocation;
    const health = healthOf(device);
    if (state === 'free') freeAnyhow++;
    if (state === 'unclear') {
      unclear++;
      if (health === 'failed') unclearBad++;
      if (health === 'unknown') unclearUnknown++;
    } else if (health !== 'failed' && state !== 'held') {
      if (state === 'free' && health !== 'unknown') free++;
      else unknown++;
    }
  }
  if (node.held === null) unknown += unclear - unclearBad;
  else {
    const left = clamp(node.devices.length - node.held - freeAnyhow, unclear);
    const certain = clamp(left - unclearBad - unclearUnknown, unclear);
    free += certain;
    unknown += Math.min(left, unclear - unclearBad) - certain;
  }
  const place = { node, devices: node.devices.length, free: 0, withheld: 0, unknown: 0 };
  if (!isCurrent || node.isSchedulable === null) return { ...place, unknown: free + unknown };
  return node.isSchedulable ? { ...place, free, unknown } : { ...place, withheld: free };
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), Math.max(most, 0));
}
