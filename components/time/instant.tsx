'use client';
import { formatAge } from '@/lib/time/format-duration';
import { formatInstant, formatInstantFully } from '@/lib/time/format-instant';
import { useClock } from './clock-provider';

export interface InstantProps {
  /** ISO 8601. */
  at: string;
  /** `clock`: `14:02 UTC`. `age`: `23 min ago`. `both`: `14:02 UTC, 23 min ago`. `full`: to the second. */
  as?: 'clock' | 'age' | 'both' | 'full';
  className?: string;
}

/** An instant in the person's zone; to the second on hover. */
export function Instant({ at, as = 'clock', className }: InstantProps) {
  const { now, zone } = useClock();
  const instant = new Date(at);
  const age = toAgeWords(instant, now);
  const clock = formatInstant(instant, now, zone);
  const words = {
    clock,
    age,
    both: `${clock}, ${age}`,
    full: formatInstantFully(instant, zone),
  };
  return (
    <time dateTime={at} title={formatInstantFully(instant, zone)} className={className}>
      {words[as]}
    </time>
  );
}

/** The page's clock ticks so seldom that what has just happened may still look yet to come. */
const clockLagMs = 20_000;

/** `23 min ago`, `in 4 min`. */
function toAgeWords(instant: Date, now: Date): string {
  const ageMs = now.getTime() - instant.getTime();
  if (Math.abs(ageMs) < 60_000) return ageMs < -clockLagMs ? 'in under a minute' : 'just now';
  return ageMs < 0 ? `in ${formatAge(-ageMs)}` : `${formatAge(ageMs)} ago`;
}
