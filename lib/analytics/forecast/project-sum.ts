import { type BandLevel, bandLevels, errorsOver, leastErrors, toErrorBand } from './error-bands';
import type { SeriesForecast } from './forecast-series';
import type { DailySeries } from './method';

/** A charge that is no daily use, on the day it counts from, as an index of the series. */
export interface PlacedCharge {
  day: number;
  amount: number;
  /** How far off the amount may be, equally likely; empty: it is known. */
  deviations: readonly number[];
}

/** The whole from the first day of a period through one of its days. */
export interface ProjectedDay {
  day: number;
  sum: number;
  /** Whether any of it is forecast. */
  isForecast: boolean;
  /** Its least and most by level; null: the past does not tell how far off it may be. */
  bands: Record<BandLevel, { low: number; high: number } | null>;
}

export interface Projection {
  /** Every day of the period. */
  days: readonly ProjectedDay[];
  /** What the whole may be off by at the period's end, from the least on, and of how many forecasts; null: not told. */
  errors: { values: readonly number[]; drawn: number } | null;
  /** Days up to the origin that are not known, for which what was expected of them stands in. */
  estimatedDays: number;
}

/**
 * The running sum over a period, days of the series `from` to `to`: what is known, what is forecast after the origin, and
 * other charges on their days. A day before the origin that is not known counts with what was expected of it, and makes the
 * band as much wider as one more day ahead. `floors`: what is told by now of days that are not known whole. Where no day
 * was below nought that only grows: such a day counts with no less, and no band goes below all that is told.
 */
export function projectSum(
  values: DailySeries,
  forecast: SeriesForecast,
  {
    from,
    to,
    charges,
    floors = [],
  }: { from: number; to: number; charges: readonly PlacedCharge[]; floors?: DailySeries },
): Projection {
  const { origin, paths, scale } = forecast;
  const after = Math.max(0, from - 1 - origin);
  const days: ProjectedDay[] = [];
  let errors: Projection['errors'] = null;
  let sum = 0;
  // All that is told; null: days may be below nought, so that nothing told is the least.
  let least = values.every((value) => value === null || value >= 0) ? 0 : null;
  let estimatedDays = 0;
  for (let day = from; day <= to; day += 1) {
    const known = day <= origin ? (values[day] ?? null) : null;
    const expected = day <= origin ? forecast.fitted[day] : forecast.daily[day - origin - 1];
    if (known === null && expected === undefined) throw new RangeError('The forecast does not reach so far.');
    if (known === null && day <= origin) estimatedDays += 1;
    const floor = least === null ? null : (floors[day] ?? null);
    sum += known ?? (floor === null ? (expected as number) : Math.max(floor, expected as number));
    const placed = charges.filter((charge) => charge.day === day);
    for (const { amount } of placed) sum += amount;
    if (least !== null) {
      for (const told of [known ?? floor, ...placed.map(leastOf)]) if (told !== null) least += told;
    }
    const ahead = Math.max(0, day - origin) + estimatedDays;
    const open = charges.filter((charge) => charge.day <= day && charge.deviations.length > 0);
    errors = notBelow(
      least === null ? null : least - sum,
      addDeviations(
        ahead <= after ? [0] : errorsOver(paths, { after, to: ahead }, scale),
        open.map(({ deviations }) => deviations),
        ahead > after,
      ),
    );
    days.push({ day, sum, isForecast: ahead > after || open.length > 0, bands: toBands(sum, errors) });
  }
  return { days, errors, estimatedDays };
}

/** What of a charge is certain, or may be paid back at most. */
function leastOf({ amount, deviations }: PlacedCharge): number {
  return deviations.length === 0 ? amount : Math.min(0, amount, ...deviations.map((deviation) => amount + deviation));
}

/** Errors that would carry a sum below what is told of it carry it there and no further. */
function notBelow(least: number | null, errors: Projection['errors']): Projection['errors'] {
  if (least === null || errors === null) return errors;
  return { ...errors, values: errors.values.map((error) => Math.max(error, least)) };
}

/** Every error of use with every one of the other charges: the one says nothing of the other. */
function addDeviations(
  use: readonly number[],
  charges: readonly (readonly number[])[],
  isForecast: boolean,
): Projection['errors'] {
  const [first] = charges;
  if (isForecast && use.length < leastErrors) return null;
  if (first === undefined) return { values: use, drawn: use.length };
  // Months that are to come go wrong alike.
  const together = first.map((_, index) =>
    charges.reduce((sum, { [index]: deviation }) => (deviation === undefined ? sum : sum + deviation), 0),
  );
  const values = use.flatMap((error) => together.map((deviation) => error + deviation));
  return { values: values.sort((one, other) => one - other), drawn: isForecast ? use.length : together.length };
}

function toBands(sum: number, errors: Projection['errors']): ProjectedDay['bands'] {
  const bandAt = (level: BandLevel) => {
    const band = errors && toErrorBand(errors.values, level, errors.drawn);
    return band && { low: sum + band.low, high: sum + band.high };
  };
  const [half, most] = bandLevels;
  return { [half]: bandAt(half), [most]: bandAt(most) } as ProjectedDay['bands'];
}

/**
 * How likely the whole of the period is to come out above a limit: the share of past errors that would carry it there, drawn
 * in by half an error from either end, for what never happened yet may happen. Null: the past does not tell.
 */
export function probabilityAbove({ days, errors }: Projection, limit: number): number | null {
  const end = days.at(-1);
  if (end === undefined || errors === null) return null;
  if (!end.isForecast) return end.sum > limit ? 1 : 0;
  if (errors.drawn < leastErrors) return null;
  const above = errors.values.filter((error) => end.sum + error > limit).length / errors.values.length;
  return (above * errors.drawn + 0.5) / (errors.drawn + 1);
}
