import { toHealth } from '@/lib/analytics/gpus/fleet/device-use';
import type { DeviceCondition } from '@/lib/analytics/gpus/health/judge-device';
import type { Source } from '@/lib/api/contracts/sources';
import type { FleetDevice, FleetNode } from '@/lib/domain/gpu/fleet';
import type { FleetSnapshot } from '@/lib/views/gpus/fleet/fleet-snapshot';
import { isMissing } from '@/lib/views/sources/visible-sources';

/** Devices of a node that the fleet lists. */
export interface FleetPart {
  node: FleetNode;
  devices: readonly FleetDevice[];
}

const worstFirst: readonly DeviceCondition[] = ['failed', 'unknown', 'degraded', 'healthy'];

/** The worst of some devices of a node, as the fleet tells them now. Null: there are none. */
export function toWorstHealth(
  { expired, judgementOf }: Pick<FleetSnapshot, 'expired' | 'judgementOf'>,
  { node, devices }: FleetPart,
): DeviceCondition | null {
  const isExpired = expired.has(node);
  const conditions = devices.map((device) => toHealth({ node, isExpired }, device, judgementOf(node, device.slot)));
  return worstFirst.find((condition) => conditions.includes(condition)) ?? null;
}

/**
 * What the health of these devices rests on: the inventories of their nodes and the metrics that measured them; of devices
 * that nobody measured also the metrics that are missing, which may be why.
 */
export function sourcesOfHealth(sources: readonly Source[], parts: readonly FleetPart[]): Source[] {
  const devices = parts.flatMap((part) => part.devices);
  const inventories = new Set(parts.map(({ node }) => node.connectionId));
  const measuring = new Set(devices.flatMap(({ readings }) => readings.map(({ connectionId }) => connectionId)));
  const isUnmeasured = devices.some(({ readings }) => readings.length === 0);
  return sources.filter((source) => {
    const { capability, connectionId } = source;
    if (capability === 'inventory') return inventories.has(connectionId);
    return capability === 'metrics' && (measuring.has(connectionId) || (isUnmeasured && isMissing(source)));
  });
}
