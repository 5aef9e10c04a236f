import type { Day } from '@/lib/domain/cost/rate-card';

const dayMs = 86_400_000;

/** Days since 1970-01-01. */
export function toDayNumber(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs;
}

export function ofDayNumber(number: number): Day {
  return new Date(number * dayMs).toISOString().slice(0, 10);
}

/** The same day so many months on; the last of the month where that has no such day. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date, last)))
    .toISOString()
    .slice(0, 10);
}

/** How many days the month of a day has, and which of them it is, from 0. */
export function placeInMonth(day: Day): { index: number; days: number } {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return { index: date - 1, days: new Date(Date.UTC(year, month, 0)).getUTCDate() };
}
