import type { FleetDevice } from '@/lib/domain/gpu/fleet';
import { activeFrom, type Busy, toBusy } from '../busy';
import { type DeviceCondition, tellsHealth } from '../health/judge-device';
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

/**
 * Why nobody can say how a device stands. `unlisted`: its machine has not been listed for too long. `unjudged`: it is too new.
 * `unmeasured`: no source measures it now. `frozen`: its source repeats old values. `untold`: what is measured of it does not
 * tell whether it is well. `torn`: what was measured could not all be read, or means what nobody knows.
 */
export type UnknownWhy = 'unlisted' | 'unjudged' | 'unmeasured' | 'frozen' | 'untold' | 'torn';

/** Why a device is in no known state, of one of which `toHealth` says so. */
export function toUnknownWhy(
  { isExpired }: Pick<AssembledNode, 'isExpired'>,
  device: FleetDevice,
  judgement: DeviceJudgement | undefined,
): UnknownWhy {
  if (isExpired) return 'unlisted';
  if (device.readings.length === 0) return 'unmeasured';
  if (judgement === undefined) return 'unjudged';
  if (device.isFrozen) return 'frozen';
  return tellsHealth(device.readings) ? 'torn' : 'untold';
}
