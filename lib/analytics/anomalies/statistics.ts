import { type Amount, amountDigits } from '@/lib/domain/cost/amount';

const unit = 10 ** amountDigits;
/** An estimate is told to a millionth of the currency. */
const estimateUnits = 1_000_000;
const amountsPerEstimate = 10n ** BigInt(amountDigits) / BigInt(estimateUnits);

/** An amount as a number, for statistics alone. */
export function toNumber(amount: Amount): number {
  return Number(amount) / unit;
}

/** A number that statistics found as an amount: an estimate. Throws a RangeError when it is none. */
export function toEstimate(value: number): Amount {
  return BigInt(Math.round(value * estimateUnits)) * amountsPerEstimate;
}

/** The middle of values, of an even number the mean of the two. Throws a RangeError of none. */
export function median(values: readonly number[]): number {
  // Far faster than sorting with a comparison.
  const sorted = Float64Array.from(values).sort();
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('There is no middle of nothing.');
  return (lower + upper) / 2;
}
