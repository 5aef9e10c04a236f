import type { FleetDevice } from '@/lib/domain/gpu/fleet';
import { activeFrom, type Busy, toBusy } from '../busy';
import type { DeviceCondition } from '../health/judge-device';
import type { AssembledNode } from './assemble-fleet';
import type { DeviceJudgement } from './judge-fleet';

/** What a device is doing. `quiet`: held, and neither busy nor idle. `unknown`: nobody can say. */
export type DeviceUse = 'busy' | 'quiet' | 'idle' | 'free' | 'unknown';

/** What a device is doing now. It is never free or idle for want of a sample. `busy`: how busy it is, where that is known already. */
export function toUse(
  device: FleetDevice,
  judgement: DeviceJudgement | undefined,
  busy: Pick<Busy, 'value'> | null = toBusy(device),
): DeviceUse {
  if (busy !== null && busy.value >= activeFrom) return 'busy';
  if (device.allocation.state === 'free') return 'free';
  if (device.allocation.state !== 'held' || busy === null) return 'unknown';
  return judgement?.idleness ? 'idle' : 'quiet';
}

/** How a device stands now: what was judged a minute ago, unless it is known by now that nobody can say, or that it is worse. */
export function toHealth(
  { node, isExpired }: Pick<AssembledNode, 'node' | 'isExpired'>,
  device: FleetDevice,
  judgement: DeviceJudgement | undefined,
): DeviceCondition {
  if (isExpired || judgement === undefined) return 'unknown';
  const isNodeFailed = node.status === 'failed' || device.isOnFailedNode === true;
  if (isNodeFailed || judgement.health.health === 'failed') return 'failed';
  return device.isFrozen || device.readings.length === 0 ? 'unknown' : judgement.health.health;
}
