import { addDays, type DayRange, daysBetween } from '@/lib/store/cost-rollups/cost-question';

/** Steps of a range in order, and which of them each day lies in. */
interface CostSteps {
  steps: DayRange[];
  toBucket: (day: string) => number;
}

/** A range in days, weeks from Monday or calendar months; the first and last step are cut where the range is. */
export function toSteps({ from, to }: DayRange, step: 'day' | 'week' | 'month'): CostSteps {
  const steps: DayRange[] = [];
  const buckets = new Map<string, number>();
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const current = steps.at(-1);
    if (current === undefined || isStart(day, step)) steps.push({ from: day, to: day });
    else current.to = day;
    buckets.set(day, steps.length - 1);
  }
  return {
    steps,
    toBucket: (day) => {
      const bucket = buckets.get(day);
      if (bucket === undefined) throw new RangeError(`${day} lies outside the range.`);
      return bucket;
    },
  };
}

/** As many days right before. */
export function toPrevious({ from, to }: DayRange): DayRange {
  return { from: addDays(from, -daysBetween(from, to) - 1), to: addDays(from, -1) };
}

function isStart(day: string, step: 'day' | 'week' | 'month'): boolean {
  if (step === 'day') return true;
  return step === 'month' ? day.endsWith('-01') : new Date(day).getUTCDay() === 1;
}
