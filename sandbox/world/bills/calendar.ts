import { dayMs, hourMs } from '../aws/plan/plan';

/** A day of the calendar in UTC, `2026-11-21`. */
export type Day = string;
/** A month of the calendar in UTC, `2026-11`. */
export type Month = string;

export function monthOf(at: Date | Day): Month {
  return (typeof at === 'string' ? at : at.toISOString()).slice(0, 7);
}

export function dayOf(at: Date): Day {
  return at.toISOString().slice(0, 10);
}

export function startOfDay(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

export function startOfMonth(month: Month): Date {
  return new Date(`${month}-01T00:00:00Z`);
}

/** The month `count` months after, or before when it is negative. */
export function addMonths(month: Month, count: number): Month {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}

/** Every day of the month in order. */
export function daysOf(month: Month): Day[] {
  const endMs = startOfMonth(addMonths(month, 1)).getTime();
  const days: Day[] = [];
  for (let ms = startOfMonth(month).getTime(); ms < endMs; ms += dayMs) days.push(dayOf(new Date(ms)));
  return days;
}

/** Days of the month that a day is in. */
export function daysIn(day: Day): number {
  return new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();
}

/** Hours of the month, 672 to 744. */
export function hoursOf(month: Month): number {
  return daysOf(month).length * 24;
}

/** `at` to the hour, day or other stretch before, counted from the epoch of 1970. */
export function floorTo(at: Date, stretchMs: number): Date {
  return new Date(Math.floor(at.getTime() / stretchMs) * stretchMs);
}

/** Whole hours from one instant to another. */
export function hoursBetween(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / hourMs);
}
