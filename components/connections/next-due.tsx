'use client';
import { useClock } from '@/components/time/clock-provider';
import { Instant } from '@/components/time/instant';
import { Missing } from '@/components/ui/missing';

export interface NextDueProps {
  /** ISO 8601; null when nothing is planned. */
  at: string | null;
  isPaused: boolean;
}

const soonMs = 60_000;

/** When the next read is due. One that is due already waits for a worker, and says so. */
export function NextDue({ at, isPaused }: NextDueProps) {
  const { now } = useClock();
  if (at === null || isPaused)
    return <Missing reason={isPaused ? 'Paused: nothing is planned' : 'Nothing is planned'} />;
  const untilMs = new Date(at).getTime() - now.getTime();
  if (untilMs <= 0) return <span title="It waits for a worker">Due now</span>;
  return untilMs < soonMs ? 'Within a minute' : <Instant at={at} as="both" />;
}
