import type { FleetDevice, FleetNode, GpuReading } from '@/lib/domain/gpu/fleet';
import { describeXid, fellOffTheBus } from '@/lib/domain/gpu/xid-codes';
import { totalRise } from '../events/counter-rises';
import { findXidEvents } from '../events/xid-events';
import { type DeviceTrend, stepAt } from '../rolled-columns';
import { healthStepMs, hotFrom, throttledFrom, troubleForMs } from './health-rule';
import { toThrottledShare } from './throttled-share';

/** `unknown`: no source can say. It is never healthy for want of a finding. */
export type DeviceCondition = 'healthy' | 'degraded' | 'failed' | 'unknown';

/** What is known of a device that tells how it stands. */
export interface DeviceSigns {
  device: Pick<FleetDevice, 'readings' | 'isFrozen' | 'isOnFailedNode'>;
  node: Pick<FleetNode, 'status'>;
  /** Its series of `healthMetrics` in steps of `healthStepMs`, over `healthRange`; others are passed over. */
  trends: readonly DeviceTrend[];
  /** The metric store may have more of them than it told. */
  isTorn: boolean;
}

export interface DeviceHealth {
  health: DeviceCondition;
  /** What speaks against it, or why nobody can say; worst first, a sentence each. Empty when healthy. */
  findings: readonly string[];
}

interface Finding {
  health: 'failed' | 'unknown' | 'degraded';
  says: string;
}

/** Worst first. What cannot be told goes before what is only degraded: the degraded may be worse by now. */
const order = ['failed', 'unknown', 'degraded'] as const;
const hour = 'in the last hour';

/** How a device stands, by the worst that is found of it. */
export function judgeDevice(signs: DeviceSigns, now: Date): DeviceHealth {
  const found = [
    ...ofNode(signs),
    ...ofXids(signs, now),
    ...ofStatus(signs.device.readings),
    ...ofMemory(signs.trends),
    ...ofHeat(signs, now),
    ...ofGaps(signs),
    ...ofSilence(signs.device),
  ];
  const sorted = order.flatMap((health) => found.filter((finding) => finding.health === health));
  const [worst] = sorted;
  return { health: worst === undefined ? 'healthy' : worst.health, findings: sorted.map(({ says }) => says) };
}

function ofNode({ device, node }: DeviceSigns): Finding[] {
  if (node.status !== 'failed' && device.isOnFailedNode !== true) return [];
  return [{ health: 'failed', says: 'Its node is not ready or has failed.' }];
}

function ofXids({ device: { readings }, trends }: DeviceSigns, now: Date): Finding[] {
  if (isOffTheBus(readings, trends))
    return [
      {
        health: 'failed',
        says: `It fell off the bus (XID ${fellOffTheBus}), and its driver was not started anew since.`,
      },
    ];
  const since = new Date(now.getTime() - troubleForMs);
  const events = findXidEvents(trends, since, healthStepMs).filter(({ xid }) => xid !== fellOffTheBus);
  const codes = new Set(events.filter(({ isSetBefore, at }) => !isSetBefore && at >= since).map(({ xid }) => xid));
  const uncertain = new Set(
    events.filter(({ isFromHole, xid }) => isFromHole && !codes.has(xid)).map(({ xid }) => xid),
  );
  return [...codes, ...uncertain].flatMap((xid): Finding[] => {
    const { severity, title } = describeXid(xid);
    if (severity === 'info') return [];
    if (uncertain.has(xid)) return [{ health: 'unknown', says: `XID ${xid}, maybe ${hour}: ${title}.` }];
    return [{ health: severity === 'critical' ? 'failed' : 'degraded', says: `XID ${xid} ${hour}: ${title}.` }];
  });
}

/** The code is sticky until the driver is started anew; it does not matter how long ago it was reported. */
function isOffTheBus(readings: readonly GpuReading[], trends: readonly DeviceTrend[]): boolean {
  if (readings.some(({ metric, value }) => metric === 'gpu.xid' && value === fellOffTheBus)) return true;
  const xids = trends.filter(({ metric }) => metric === 'gpu.xid');
  const lastOf = (code: (min: number, max: number) => boolean) =>
    Math.max(...xids.map((trend) => lastWith(trend, code)), Number.NEGATIVE_INFINITY);
  const lost = lastOf((_, max) => max === fellOffTheBus);
  return lost > lastOf((min) => min === 0);
}

function lastWith(trend: DeviceTrend, matches: (min: number, max: number) => boolean): number {
  for (let index = trend.startsAt.length - 1; index >= 0; index--) {
    const step = stepAt(trend, index);
    if (step !== undefined && matches(step.min, step.max)) return step.startsAt;
  }
  return Number.NEGATIVE_INFINITY;
}

function ofStatus(readings: readonly GpuReading[]): Finding[] {
  return readings.flatMap(({ metric, value, attributes }): Finding[] => {
    if (metric !== 'hw.status' || value < 1) return [];
    const part = attributes.component === undefined ? 'it' : `its ${attributes.component}`;
    return value < 2
      ? [{ health: 'degraded', says: `Its source calls ${part} degraded.` }]
      : [{ health: 'failed', says: `Its source calls ${part} failed.` }];
  });
}

function ofMemory(trends: readonly DeviceTrend[]): Finding[] {
  const rises = trends
    .filter(({ metric, attributes }) => metric === 'hw.errors' && attributes['error.type'] === 'uncorrected')
    .flatMap((trend) => totalRise(trend) ?? []);
  const most = Math.max(0, ...rises);
  if (most === 0) return [];
  const errors = most === 1 ? 'One memory error' : `${most} memory errors`;
  return [{ health: 'degraded', says: `${errors} ${hour} could not be corrected.` }];
}

function ofHeat({ device: { readings }, trends }: DeviceSigns, now: Date): Finding[] {
  const share = toThrottledShare(trends, 'thermal', now);
  if (share !== null) {
    const percent = Math.round(share * 100);
    const says = `It was throttled for heat for ${percent} % of the last quarter of an hour.`;
    return share >= throttledFrom ? [{ health: 'degraded', says }] : [];
  }
  // Other sensors sit where more heat is right: on memory, or at the hottest spot of the chip.
  const degrees = readings
    .filter(({ metric, attributes }) => metric === 'hw.temperature' && isOfDevice(attributes['hw.sensor_location']))
    .map(({ value }) => value);
  const hottest = Math.max(...degrees);
  if (degrees.length === 0 || hottest < hotFrom) return [];
  return [{ health: 'degraded', says: `It is at ${Math.round(hottest)} °C; from ${hotFrom} °C it counts as too hot.` }];
}

function isOfDevice(location: string | undefined): boolean {
  return location === undefined || location === 'edge';
}

function ofGaps({ isTorn }: DeviceSigns): Finding[] {
  return isTorn ? [{ health: 'unknown', says: `Not all that was measured ${hour} could be read.` }] : [];
}

function ofSilence({ readings, isFrozen }: DeviceSigns['device']): Finding[] {
  if (readings.length === 0)
    return [{ health: 'unknown', says: 'Nobody measures it, or what was measured is too old.' }];
  if (isFrozen)
    return [{ health: 'unknown', says: 'Its source repeats old values: nothing moved for a quarter of an hour.' }];
  if (tellsHealth(readings)) return [];
  return [{ health: 'unknown', says: 'Nothing that is measured of it tells whether it is well.' }];
}

/** Whether anything that is measured of a device would show trouble if there was any. */
export function tellsHealth(readings: readonly Pick<GpuReading, 'metric'>[]): boolean {
  return readings.some(({ metric }) => telling.has(metric));
}

/** What would show trouble if there was any. That a device answers, or is cool, does not. */
const telling: ReadonlySet<string> = new Set(['hw.status', 'gpu.xid', 'hw.errors']);
