'use client';
import { formatAge } from '@/lib/time/format-duration';
import { formatInstant, formatInstantFully } from '@/lib/time/format-instant';
import { type Clock, useClock } from './clock-provider';

type InstantForm = 'clock' | 'age' | 'both' | 'full';

export interface InstantProps {
  /** ISO 8601. */
  at: string;
  /** `clock`: `14:02 UTC`. `age`: `23 min ago`. `both`: `14:02 UTC, 23 min ago`. `full`: to the second. */
  as?: InstantForm;
  className?: string;
}

/** An instant in the person's zone; to the second on hover. */
export function Instant({ at, as = 'clock', className }: InstantProps) {
  const clock = useClock();
  const instant = new Date(at);
  const full = formatInstantFully(instant, clock.zone);
  return (
    <time dateTime={at} title={full} className={className}>
      {as === 'full' ? full : toWords(instant, as, clock)}
    </time>
  );
}

function toWords(instant: Date, as: Exclude<InstantForm, 'full'>, { now, zone }: Clock): string {
  if (as === 'age') return toAgeWords(instant, now);
  const clock = formatInstant(instant, now, zone);
  return as === 'clock' ? clock : `${clock}, ${toAgeWords(instant, now)}`;
}

/** The page's clock ticks so seldom that what has just happened may still look yet to come. */
const clockLagMs = 20_000;

/** `23 min ago`, `in 4 min`. */
function toAgeWords(instant: Date, now: Date): string {
  const ageMs = now.getTime() - instant.getTime();
  if (Math.abs(ageMs) < 60_000) return ageMs < -clockLagMs ? 'in under a minute' : 'just now';
  return ageMs < 0 ? `in ${formatAge(-ageMs)}` : `${formatAge(ageMs)} ago`;
}
