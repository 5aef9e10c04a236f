import { invalidArgument } from './refusals';
import type { Moments } from './shapes/measures';

const defaultLengthMs = 10 * 60_000;
const mostMoments = 2000;

export interface TimeRange {
  startMs: number;
  endMs: number;
  stepMs: number;
}

/** A time range as requests give it: unix seconds or RFC 3339; the last ten minutes where it is left open. */
export function readTimeRange(
  request: { start_time?: string; end_time?: string; step?: string },
  nowMs: number,
): TimeRange {
  const startGiven = readTime('start_time', request.start_time);
  const endGiven = readTime('end_time', request.end_time);
  const endMs = endGiven ?? (startGiven === null ? nowMs : startGiven + defaultLengthMs);
  const startMs = startGiven ?? endMs - defaultLengthMs;
  if (startMs > endMs) throw invalidArgument('start_time must not be after end_time');
  const stepMs = readStep(request.step) ?? Math.max(60_000, Math.ceil((endMs - startMs) / 30 / 60_000) * 60_000);
  if ((endMs - startMs) / stepMs > mostMoments) throw invalidArgument('step is too small for the time range');
  return { startMs, endMs, stepMs };
}

/** Every moment of the range, on whole steps. */
export function momentsOf({ startMs, endMs, stepMs }: TimeRange): Moments {
  const moments: number[] = [];
  for (let ms = Math.ceil(startMs / stepMs) * stepMs; ms <= endMs; ms += stepMs) moments.push(ms);
  return moments;
}

/** The step as answers give it. */
export function writeStep({ stepMs }: TimeRange): string {
  return `${stepMs / 1000}s`;
}

/** Null where it is left open. */
export function readTime(name: string, value: string | undefined): number | null {
  if (value === undefined || value === '') return null;
  const ms = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value);
  if (Number.isNaN(ms)) throw invalidArgument(`${name}: "${value}" is neither a unix timestamp nor RFC 3339`);
  return ms;
}

const unitsMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function readStep(step: string | undefined): number | null {
  if (step === undefined || step === '' || step === 'auto') return null;
  const [, amount, unit = 's'] = /^(\d+)([smhd])?$/.exec(step) ?? [];
  const ms = Number(amount) * (unitsMs[unit] ?? Number.NaN);
  if (Number.isNaN(ms) || ms <= 0) throw invalidArgument(`step: "${step}" is no duration`);
  return ms;
}
