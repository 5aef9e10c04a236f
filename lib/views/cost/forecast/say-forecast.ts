import { leastErrors } from '@/lib/analytics/forecast/error-bands';
import type { SeriesForecast } from '@/lib/analytics/forecast/forecast-series';
import type { Projection } from '@/lib/analytics/forecast/project-sum';
import type { BookForecast } from './forecast-book';

/** Why nothing can be said of the days to come, in a sentence. */
export function sayNoForecast(reason: Exclude<BookForecast['series'], SeriesForecast>): string {
  switch (reason.kind) {
    case 'too-little-history':
      return `Cannot say: ${reason.known} of the ${reason.needed} days that a forecast needs are told whole.`;
    case 'no-rows':
      return 'Cannot say: no bill of the last thirteen months has a row of these costs in this currency.';
    case 'nothing-charged':
      return 'Cannot say: nothing was charged for use in the last four weeks.';
    case 'too-old':
      return `Cannot say: ${reason.lastDay} is the last day that every source told whole.`;
  }
}

/** Why there is no band, and what else to know of a projection. */
export function explainProjection(
  { costs, series, charges }: BookForecast,
  { errors, estimatedDays, days }: Projection,
  { ahead, atLeast }: { ahead: number; atLeast: boolean },
): { why: string | null; notes: string[] } {
  const isForecast = days.at(-1)?.isForecast === true;
  const hasBand = !isForecast || (errors !== null && errors.drawn >= leastErrors);
  const notes: string[] = [];
  if (estimatedDays > 0)
    notes.push(
      `${estimatedDays === 1 ? 'A day that is past is' : `${estimatedDays} days that are past are`} not told whole: what was expected stands in, and the band is wider for it.`,
    );
  if (costs.silent.length > 0) notes.push(`At least: nothing was delivered yet by ${costs.silent.join(', ')}.`);
  else if (atLeast) notes.push('At least: some rows do not tell this cost.');
  if ('method' in series && series.method === 'seasonal-naive')
    notes.push(
      series.isUnchosen
        ? 'The past is too short to compare methods, so the last week is repeated.'
        : 'Smoothing did no better in the past than repeating the last week, so the last week is repeated.',
    );
  if (charges.some(({ deviations }) => deviations.length > 0))
    notes.push('Purchases, tax and credits of the month are taken as they recur; one-off charges are never foreseen.');
  return {
    why: hasBand ? null : `No band: fewer than ${leastErrors} stretches of ${ahead} days lie in the past to compare.`,
    notes,
  };
}
