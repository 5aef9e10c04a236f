import { z } from 'zod';
import { type Environment, type FaultList, readVariable } from './environment';

/** How long the database keeps metrics, in milliseconds, and how many. An engine of one's own has settings of its own. */
export interface MetricKeeping {
  rawMs: number;
  fiveMinuteMs: number;
  hourlyMs: number;
  /** Most series of one connection. */
  seriesLimit: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const defaults: MetricKeeping = {
  rawMs: 48 * hourMs,
  fiveMinuteMs: 30 * dayMs,
  hourlyMs: 396 * dayMs,
  seriesLimit: 500_000,
};

/** Collection reaches back six hours at most, and what is rolled up must be whole by then. */
const shortestMs = 6 * hourMs;
const units: Readonly<Record<string, number>> = { h: hourMs, d: dayMs };

/** Adds a fault for whatever is wrong, and then gives the default, which nobody gets to use. */
export function readMetricKeeping(env: Environment, faults: FaultList): MetricKeeping {
  const rawMs = readSpan(env, 'MILLWRIGHT_METRIC_RAW_KEPT', faults) ?? defaults.rawMs;
  const fiveMinuteMs =
    readSpan(env, 'MILLWRIGHT_METRIC_FIVE_MINUTES_KEPT', faults) ?? Math.max(defaults.fiveMinuteMs, rawMs);
  const hourlyMs = readSpan(env, 'MILLWRIGHT_METRIC_HOURS_KEPT', faults) ?? Math.max(defaults.hourlyMs, fiveMinuteMs);
  if (rawMs < shortestMs)
    faults.add('MILLWRIGHT_METRIC_RAW_KEPT is less than 6h: sources are read up to six hours back.');
  if (fiveMinuteMs < rawMs) faults.add('MILLWRIGHT_METRIC_FIVE_MINUTES_KEPT is shorter than raw samples are kept.');
  if (hourlyMs < fiveMinuteMs)
    faults.add('MILLWRIGHT_METRIC_HOURS_KEPT is shorter than five-minute roll-ups are kept.');
  return { rawMs, fiveMinuteMs, hourlyMs, seriesLimit: readLimit(env, faults) };
}

function readSpan(env: Environment, name: string, faults: FaultList): number | null {
  const text = readVariable(env, name);
  if (text === null) return null;
  const [, count, unit = ''] = /^([1-9]\d{0,4})([hd])$/.exec(text) ?? [];
  const unitMs = units[unit];
  if (count === undefined || unitMs === undefined) return faults.add(`${name} is no time such as 48h or 30d.`);
  return Number(count) * unitMs;
}

function readLimit(env: Environment, faults: FaultList): number {
  const text = readVariable(env, 'MILLWRIGHT_METRIC_SERIES_LIMIT');
  if (text === null) return defaults.seriesLimit;
  const limit = z.coerce.number().int().min(1).max(100_000_000).safeParse(text);
  if (limit.success) return limit.data;
  faults.add('MILLWRIGHT_METRIC_SERIES_LIMIT is no whole number above zero.');
  return defaults.seriesLimit;
}
