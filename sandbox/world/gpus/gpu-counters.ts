import { epoch } from '../aws/plan/plan';
import { drawsOf } from '../draws';
import { type GpuDevice, incidentOf } from './device';
import { intensityOf, isLostAt, pacedPartsOf, paceShareOf } from './gpu-state';
import { busySecondsBetween } from './pace';
import { powerRangeOf } from './power';

/** What a device has counted since its driver was last loaded. Never falls but where `sinceMs` moves on. */
export interface GpuCounters {
  /** When counting began. */
  sinceMs: number;
  energyJoules: number;
  busySeconds: number;
  /** Seconds throttled, by reason. */
  powerThrottleSeconds: number;
  thermalThrottleSeconds: number;
  correctedErrors: number;
  uncorrectedErrors: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Of the time it is busy, what a device spends at its power limit; of the time it is too hot, at its heat limit. */
const powerThrottleShare = 0.012;
const thermalThrottleShare = 0.31;

/** What the device has counted up to an instant. Pure. A lost device counts no further. */
export function gpuCountersAt(device: GpuDevice, ms: number): GpuCounters {
  const lost = incidentOf(device, 'lost');
  const untilMs = lost && isLostAt(device, ms) ? lost.sinceMs : ms;
  const sinceMs = countsSince(device, untilMs);
  const seconds = (untilMs - sinceMs) / 1000;
  const { busySeconds, loadSeconds } = workSince(device, sinceMs, untilMs);
  const { idle, most } = powerRangeOf(device.model);
  const ecc = incidentOf(device, 'ecc');
  return {
    sinceMs,
    energyJoules: idle * seconds + (most - idle) * loadSeconds,
    busySeconds,
    powerThrottleSeconds: busySeconds * powerThrottleShare,
    thermalThrottleSeconds: incidentOf(device, 'hot') ? seconds * thermalThrottleShare : 0,
    correctedErrors: errorsAt(seconds, ecc?.correctedPerDay ?? 0.1),
    uncorrectedErrors: errorsAt(seconds, ecc?.uncorrectedPerDay ?? 0),
  };
}

/** The reset that counts at an instant: when the driver of the device's machine was last loaded. */
export function countsSince(device: GpuDevice, ms: number): number {
  const resetting = incidentOf(device, 'resetting');
  const { everyMs, phaseMs } = resetting ? { everyMs: resetting.everyMs, phaseMs: 0 } : rhythmOf(device);
  const sinceEpochMs = ms - epoch.getTime() - phaseMs;
  return epoch.getTime() + phaseMs + Math.floor(sinceEpochMs / everyMs) * everyMs;
}

interface Rhythm {
  everyMs: number;
  phaseMs: number;
}

const rhythms = new WeakMap<GpuDevice, Rhythm>();

/** Machines are restarted every few weeks. */
function rhythmOf(device: GpuDevice): Rhythm {
  const known = rhythms.get(device);
  if (known) return known;
  const draws = drawsOf(device.seed, 'gpu-restart', device.machine.nativeId);
  const everyMs = draws.integer(10 * 24, 24 * 24) * hourMs;
  const rhythm = { everyMs, phaseMs: draws.integer(0, 24 * 24) * hourMs };
  rhythms.set(device, rhythm);
  return rhythm;
}

function errorsAt(seconds: number, perDay: number): number {
  return Math.floor((seconds * 1000 * perDay) / dayMs);
}

interface Work {
  busySeconds: number;
  /** Weighted by what the work takes of the power range. */
  loadSeconds: number;
}

/** Work done from a reset to the start of a stay, kept: the past does not change. */
const past = new WeakMap<GpuDevice, { sinceMs: number; upTo: Map<number, Work> }>();

function workSince(device: GpuDevice, sinceMs: number, untilMs: number): Work {
  const kept = past.get(device);
  const known = kept?.sinceMs === sinceMs ? kept : { sinceMs, upTo: new Map<number, Work>() };
  past.set(device, known);
  const behind: { fromMs: number; untilMs: number; work: Work }[] = [];
  let start: Work = { busySeconds: 0, loadSeconds: 0 };
  let ms = untilMs;
  for (;;) {
    const stay = device.tenancy(ms);
    const fromMs = Math.max(stay.fromMs, sinceMs);
    const end = behind.length === 0 ? untilMs : stay.untilMs;
    behind.push({ fromMs, untilMs: end, work: workOf(device, stay, fromMs, end) });
    const before = known.upTo.get(fromMs);
    if (before) start = before;
    if (before || fromMs <= sinceMs) break;
    ms = fromMs - 1;
  }
  for (const { fromMs, work } of behind.reverse()) {
    known.upTo.set(fromMs, start);
    start = { busySeconds: start.busySeconds + work.busySeconds, loadSeconds: start.loadSeconds + work.loadSeconds };
  }
  return start;
}

function workOf(device: GpuDevice, stay: Parameters<typeof pacedPartsOf>[1], fromMs: number, untilMs: number): Work {
  const work: Work = { busySeconds: 0, loadSeconds: 0 };
  for (const { part, pace } of pacedPartsOf(device, stay)) {
    const busy = part.weight * busySecondsBetween(pace, fromMs, untilMs) * paceShareOf(device);
    work.busySeconds += busy;
    work.loadSeconds += busy * intensityOf(pace);
  }
  return work;
}
