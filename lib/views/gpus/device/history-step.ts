import type { MetricRange, MetricRetention } from '@/lib/store/metrics/metric-store';

const minute = 60_000;
const hour = 60 * minute;
/** Whole steps of what the store keeps: samples below five minutes, five-minute roll-ups below an hour, hours beyond. */
const steps = [1, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440].map((minutes) => minutes * minute);
/** A chart is no wider than so many steps. */
const mostSteps = 400;

/** The finest step in which a stretch has at most 400 steps and that is kept as far back as the stretch begins. */
export function chooseHistoryStep({ from, to }: MetricRange, kept: MetricRetention, now: Date): number {
  const spanMs = to.getTime() - from.getTime();
  const coarsest = steps[steps.length - 1] ?? hour;
  return steps.find((step) => spanMs / step <= mostSteps && step >= finestKept(from, kept, now)) ?? coarsest;
}

/** The finest step of which anything is kept as far back as this. */
export function finestKept(from: Date, { rawMs, fiveMinuteMs }: MetricRetention, now: Date): number {
  const ageMs = now.getTime() - from.getTime();
  if (ageMs <= rawMs) return minute;
  return ageMs <= fiveMinuteMs ? 5 * minute : hour;
}

/** Where the steps of a stretch start, widened to whole ones, in milliseconds since 1970 UTC. */
export function startsOf({ from, to }: MetricRange, stepMs: number): number[] {
  const first = Math.floor(from.getTime() / stepMs);
  const end = Math.ceil(to.getTime() / stepMs);
  return Array.from({ length: end - first }, (_, index) => (first + index) * stepMs);
}
