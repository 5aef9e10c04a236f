'use client';
import { useClock } from '@/components/time/clock-provider';
import type { Source } from '@/lib/api/contracts/sources';
import { formatInstant } from '@/lib/time/format-instant';
import { describeMissing } from './describe-source';

/** What is missing of these sources, in the person's zone; null when nothing is. */
export function useMissingSources(sources: readonly Source[]): string | null {
  const { now, zone } = useClock();
  return describeMissing(sources, (instant) => formatInstant(new Date(instant), now, zone));
}
