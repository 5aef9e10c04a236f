import { epoch } from '../aws/plan/plan';
import { type GpuDevice, incidentOf } from './device';

/** An event the driver reported. */
export interface GpuEvent {
  at: Date;
  /** NVIDIA's code. */
  xid: number;
}

/** The events of a device up to an instant, newest first, at most `most` of them. Empty: the driver never reported any. */
export function gpuEventsUpTo(device: GpuDevice, ms: number, most: number): GpuEvent[] {
  const lost = incidentOf(device, 'lost');
  if (lost && ms >= lost.sinceMs) return [{ at: new Date(lost.sinceMs), xid: lost.xid }];
  const recurring = incidentOf(device, 'xid');
  if (!recurring) return [];
  const { codes, everyMs, phaseMs } = recurring;
  const latest = Math.floor((ms - epoch.getTime() - phaseMs) / everyMs);
  const events: GpuEvent[] = [];
  for (let round = latest; round >= 0 && events.length < most; round--) {
    const at = new Date(epoch.getTime() + phaseMs + round * everyMs);
    events.push({ at, xid: codes[round % codes.length] ?? codes[0] });
  }
  return events;
}
