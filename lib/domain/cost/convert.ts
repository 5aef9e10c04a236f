import { type Amount, addAmounts, compareAmounts, multiplyAmount } from './amount';
import type { Conversion } from './exchange-rate';

/** An amount in another currency, rounded once to 24 digits. */
export function convertAmount(amount: Amount, { ratio }: Pick<Conversion, 'ratio'>): Amount {
  return multiplyAmount(amount, ratio, 'half-even');
}

/**
 * Amounts of one day and currency in another. They add up to what their sum converts to, to the last digit: each is off by
 * less than one unit of the last digit, and what rounding down leaves goes to the largest remainders, of equal ones to the
 * first.
 */
export function convertParts(parts: readonly Amount[], conversion: Pick<Conversion, 'ratio'>): Amount[] {
  const { numerator, denominator } = conversion.ratio;
  const whole = convertAmount(addAmounts(...parts), conversion);
  const floored = parts.map((part, index) => {
    const product = part * numerator;
    const rest = ((product % denominator) + denominator) % denominator;
    return { index, size: (product - rest) / denominator, rest };
  });
  const left = whole - floored.reduce((sum, { size }) => sum + size, 0n);
  const byRest = [...floored].sort((one, other) => compareAmounts(other.rest, one.rest) || one.index - other.index);
  for (const part of byRest.slice(0, Number(left))) part.size += 1n;
  return floored.map(({ size }) => size);
}
