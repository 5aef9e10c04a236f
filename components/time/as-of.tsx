'use client';
import { formatAge } from '@/lib/time/format-duration';
import { formatInstant, formatInstantFully } from '@/lib/time/format-instant';
import { useClock } from './clock-provider';

/** How current a fact is: `as of 14:02 UTC, 23 min old`. `at` is ISO 8601. */
export function AsOf({ at, className }: { at: string; className?: string }) {
  const { now, zone } = useClock();
  const instant = new Date(at);
  const age = formatAge(Math.max(0, now.getTime() - instant.getTime()));
  return (
    <time dateTime={at} title={formatInstantFully(instant, zone)} className={className}>
      as of {formatInstant(instant, now, zone)}, {age} old
    </time>
  );
}
