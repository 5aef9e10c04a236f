import type { GpuScheduler } from '@/lib/domain/gpu/fleet';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import type { FoundCluster } from './find-cluster';

/** One host of a machine: what a driver counts devices on. */
export interface FleetHost {
  machine: FleetMachine;
  /** The node of a cluster that it is; null: none that is listed. */
  node: GpuResource | null;
  /** The machine's slot of its first device. */
  firstSlot: number;
  size: number;
}

/** What the inventory lists with devices that count there, before anybody measured them. */
export interface FleetMachine {
  /** Where its devices count. */
  resource: GpuResource;
  /** Most have one. A scale set has one for each of its nodes that is listed, and one for the rest. */
  hosts: FleetHost[];
  /** Its devices. */
  size: number;
  model: string;
  cluster: FoundCluster | null;
  scheduler: GpuScheduler;
}

/** All that the inventory lists. */
export interface FleetPlan {
  machines: readonly FleetMachine[];
  /** What has accelerators of an unknown number. */
  uncounted: readonly GpuResource[];
}

/**
 * The same text for a host as long as its devices are: what is known of them by place is known of nobody else's. Slots of a
 * scale set are of another host when one before it joined or left.
 */
export function toHostKey({ machine: { resource }, node, size }: FleetHost): string {
  return resource.kind === 'instance-group' ? JSON.stringify([resource.id, node?.id ?? null, size]) : resource.id;
}
