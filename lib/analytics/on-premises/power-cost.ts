import { type Amount, amountDigits } from '@/lib/domain/cost/amount';
import type { RateCard } from '@/lib/domain/cost/rate-card';

const unit = 10n ** BigInt(amountDigits);

/** What a node drew over a day: `measured` of its accelerators and told of the rest, `rated` for all of it. */
export interface DayOfPower {
  basis: 'measured' | 'rated';
  /** Kilowatt hours of the whole place, with what cools it. */
  kilowattHours: Amount;
  cost: Amount;
}

/**
 * What the power of a node costs a day, rounded once. `gpuMilliwatts`: the mean power of all its accelerators, null where it was
 * not measured. Null: neither price nor power is known.
 */
export function toPowerCost(
  { powerPrice, pue, ratedWatts, hostWatts }: Pick<RateCard, 'powerPrice' | 'pue' | 'ratedWatts' | 'hostWatts'>,
  gpuMilliwatts: bigint | null,
): DayOfPower | null {
  const measured = hostWatts === null || gpuMilliwatts === null ? null : hostWatts + (gpuMilliwatts * unit) / 1_000n;
  const watts = measured ?? ratedWatts;
  if (watts === null || powerPrice === null) return null;
  // 24 hours of watts are 24/1000 kilowatt hours; amounts times amounts are that many units too large.
  return {
    basis: measured === null ? 'rated' : 'measured',
    kilowattHours: round(watts * pue * 24n, unit * 1_000n),
    cost: round(watts * pue * powerPrice * 24n, unit * unit * 1_000n),
  };
}

/** Half to even; of numbers that are not negative. */
function round(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = 2n * (numerator % denominator);
  return twice > denominator || (twice === denominator && quotient % 2n === 1n) ? quotient + 1n : quotient;
}
