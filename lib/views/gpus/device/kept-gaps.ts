import type { MetricRange, MetricRetention } from '@/lib/store/metrics/metric-store';

const day = 86_400_000;

/** Why steps of a stretch are empty whatever was measured, a sentence each: they lie before what is kept, or are to come. */
export function toKeptGaps(
  { hourlyMs }: Pick<MetricRetention, 'hourlyMs'>,
  { from, to }: MetricRange,
  stepMs: number,
  now: Date,
): string[] {
  const gaps: string[] = [];
  if (from.getTime() < now.getTime() - hourlyMs)
    gaps.push(`Nothing is kept for longer than ${Math.round(hourlyMs / day)} days.`);
  // The newest step of a stretch up to now ends after now.
  if (to.getTime() > now.getTime() + stepMs) gaps.push('The end of this stretch is still to come.');
  return gaps;
}
