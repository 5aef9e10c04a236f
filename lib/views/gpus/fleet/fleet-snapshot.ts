import type { DeviceIdentity } from '@/lib/analytics/gpus/fleet/find-host';
import type { DeviceJudgement } from '@/lib/analytics/gpus/fleet/judge-fleet';
import type { Source } from '@/lib/api/contracts/sources';
import type { FleetNode } from '@/lib/domain/gpu/fleet';
import type { MetricName } from '@/lib/domain/metric';

/** Every machine with devices within a person's reach, at one time. */
export interface FleetSnapshot {
  /** When it was put together: half a minute ago at most, or `gaps` says why. */
  at: Date;
  /** In order of site, cluster and name. */
  nodes: readonly FleetNode[];
  /** Nodes whose inventory is past its time: what is told of them is what was last known. */
  expired: ReadonlySet<FleetNode>;
  /** Machines of which it is not known how many devices they have; they are no nodes here. */
  uncounted: number;
  /** How a device stands and whether it is idle, by the course of what was measured up to three minutes ago; undefined: not judged yet. */
  judgementOf(node: FleetNode, slot: number): DeviceJudgement | undefined;
  /** The device that a series of the metric store is of; null: none of these. */
  deviceOf(series: DeviceIdentity): { node: FleetNode; slot: number } | null;
  /** The inventories and metrics it was read from, as far as the person may know of them. */
  sources: Source[];
  /** Why the metric store may have more than it told, a sentence each. */
  gaps: readonly string[];
}

/** What the fleet as a whole is judged by: how busy its devices are, their memory, and their health. */
export const fleetMetrics = [
  'gpu.sm.active',
  'gpu.engine.active',
  'hw.gpu.utilization',
  'gpu.tensor.active',
  'gpu.memory.bandwidth.active',
  'hw.gpu.memory.usage',
  'hw.gpu.memory.limit',
  'hw.gpu.memory.utilization',
  'hw.power',
  'hw.temperature',
  'hw.status',
  'hw.errors',
  'gpu.xid',
  'gpu.throttle.time',
] as const satisfies readonly MetricName[];
