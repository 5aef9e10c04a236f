import type { MetricName } from '../metric';
import type { ProviderId } from '../provider';
import type { LifecycleState } from '../resource';
import type { Holding } from '../workload';

/** The newest sample of one metric of a device, as one source measured it. */
export interface GpuReading {
  metric: MetricName;
  /** The source's own name for what it measured. */
  definition: string;
  /** In the metric's unit. */
  value: number;
  /** When it was measured, not when it was read. */
  at: Date;
  connectionId: string;
  /** What tells it from others of the metric and device: `direction`, `reason`, `code`; empty where nothing does. */
  attributes: Readonly<Record<string, string>>;
}

/** A pod, job or machine that has a device, or a part of one. */
export interface GpuHolder {
  kind: 'pod' | 'job' | 'machine' | 'endpoint';
  name: string;
  /** Of pods; null elsewhere. */
  namespace: string | null;
  /** The resource of the inventory it is; null where none of ours lists it. */
  resourceId: string | null;
  team: string | null;
  owner: string | null;
}

/**
 * Who has a device. `held` without holders: somebody has it, and no source says who. `unclear`: of its node it is known
 * how many devices are given out, but not whether this is one of them. `unknown`: no source tells anything.
 */
export type GpuAllocation =
  | { state: 'held'; holders: readonly GpuHolder[] }
  | { state: 'free' }
  | { state: 'unclear' }
  | { state: 'unknown'; reason: string };

/** One device of a node. */
export interface FleetDevice {
  /** Its place among the devices of its node, from 0; the same from read to read. */
  slot: number;
  /** As the driver counts it; null where no source tells. */
  index: number | null;
  /** As the vendor's tools write it; null where no source tells. */
  uuid: string | null;
  /** Empty: nobody measures it, or its samples are past their time. Of what measures it several times over, all. */
  readings: readonly GpuReading[];
  /** Its source repeats itself: the same values for a quarter of an hour, or a time that stands still. It says nothing of now. */
  isFrozen: boolean;
  /** It was in slices lately (MIG), also where none of its readings is of one any more. Absent: its readings tell. */
  isSliced?: boolean;
  /** The cluster's node it is on, or its machine, has failed or is not ready. Absent: the status of its node tells. */
  isOnFailedNode?: boolean;
  allocation: GpuAllocation;
}

/** Who gives out the devices of a node. `none`: the machine stands alone and is its owner's, devices and all. */
export type GpuScheduler = 'kubernetes' | 'slurm' | 'provider' | 'none' | 'unknown';

/** A machine, or what a provider runs as one, with the devices that count there (`countsAccelerators`). */
export interface FleetNode {
  /** Of the resource. */
  id: string;
  name: string;
  connectionId: string;
  provider: ProviderId;
  /** As its inventory last told, and failed where all nodes of a cluster that it is have; `unknown` where that is past its time. */
  status: LifecycleState;
  account: string;
  region: string;
  site: string;
  team: string | null;
  owner: string | null;
  /** The scheduler's cluster it is a node of; null: none, or not known. */
  cluster: string | null;
  /** The connection that lists that cluster's nodes and work; null: none of ours. */
  clusterConnectionId: string | null;
  /** Its devices have one NVLink domain with those of other nodes of the same name here; null: none told. */
  nvlinkDomain: string | null;
  /**
   * Whether its scheduler gives out its free devices now: false where it is drained, cordoned, not ready or stopped. Of
   * several hosts, as a scale set has, whether that of any does. Null: not known.
   */
  isSchedulable: boolean | null;
  scheduler: GpuScheduler;
  model: string;
  /** Devices given out, however many are known by name; null: not known. */
  held: number | null;
  holdings: readonly Holding[];
  devices: readonly FleetDevice[];
}
