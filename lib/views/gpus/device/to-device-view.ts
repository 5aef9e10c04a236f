import { toBusyBy } from '@/lib/analytics/gpus/busy';
import { toHealth, toUse } from '@/lib/analytics/gpus/fleet/device-use';
import type { DeviceJudgement } from '@/lib/analytics/gpus/fleet/judge-fleet';
import { type BusyMetric, busyMetrics } from '@/lib/api/contracts/gpu-keys';
import type { GpuDeviceView, GpuReadingView } from '@/lib/api/contracts/gpu-nodes';
import type { FleetDevice, FleetNode, GpuReading } from '@/lib/domain/gpu/fleet';
import { metrics } from '@/lib/domain/metric';
import type { ConnectionState } from '@/lib/store/inventory/collection-state';
import { byMetric } from './device-metrics';

export interface NodeFacts {
  node: FleetNode;
  isExpired: boolean;
  connections: ReadonlyMap<string, ConnectionState>;
}

/** A device as it is told: what is made of it, and each reading with where it comes from. */
export function toDeviceView(
  device: FleetDevice,
  judgement: DeviceJudgement | undefined,
  { node, isExpired, connections }: NodeFacts,
): GpuDeviceView {
  const health = toHealth({ node, isExpired }, device, judgement);
  const { slot, index, uuid, allocation } = device;
  return {
    slot,
    index,
    uuid,
    model: node.model,
    health,
    findings: toFindings(device, judgement, isExpired),
    use: toUse(device, judgement),
    allocation: allocation.state === 'held' ? { ...allocation, holders: [...allocation.holders] } : allocation,
    busy: busyMetrics.flatMap((metric) => toBusyView(device, metric, connections)),
    readings: device.readings.toSorted(byReading).flatMap((reading) => toReadingView(reading, connections)),
  };
}

/** What was judged, and what is known since that keeps it from being told as it was. */
function toFindings(device: FleetDevice, judgement: DeviceJudgement | undefined, isExpired: boolean): string[] {
  const since: string[] = [];
  if (isExpired) since.push('Its node was last listed too long ago to say how it stands.');
  if (judgement === undefined) since.push('Nothing was made of its measurements yet.');
  if (judgement !== undefined && judgement.health.health !== 'unknown') {
    if (device.isFrozen) since.push('Its source repeats old values.');
    else if (device.readings.length === 0) since.push('Nobody measures it any more.');
  }
  return [...(judgement?.health.findings ?? []), ...since];
}

/** A reading through a connection that was removed meanwhile is left out. */
function toReadingView(reading: GpuReading, connections: NodeFacts['connections']): GpuReadingView[] {
  const connection = connections.get(reading.connectionId);
  if (connection === undefined) return [];
  const { metric, definition, value, at, connectionId, attributes } = reading;
  const { unit, says } = metrics[metric];
  const { name: connectionName, provider } = connection;
  const source = { connectionId, connectionName, provider };
  return [{ metric, unit, says, definition, value, at: at.toISOString(), ...source, attributes: { ...attributes } }];
}

function toBusyView(
  device: FleetDevice,
  metric: BusyMetric,
  connections: NodeFacts['connections'],
): GpuDeviceView['busy'] {
  const busy = toBusyBy(device, metric);
  const connection = busy === null ? undefined : connections.get(busy.connectionId);
  if (busy === null || connection === undefined) return [];
  const { value, at, definition } = busy;
  return [{ metric, value, at: at.toISOString(), definition, connectionName: connection.name }];
}

function byReading(one: GpuReading, other: GpuReading): number {
  return byMetric(one, other) || compare(toKey(one), toKey(other));
}

function toKey({ definition, connectionId, attributes }: GpuReading): string {
  return JSON.stringify([definition, connectionId, Object.entries(attributes)]);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
