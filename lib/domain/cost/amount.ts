/** An exact amount: a whole number of 10⁻²⁴, of whatever currency or unit it stands beside. */
export type Amount = bigint;

/** Fractional digits of an amount; what has more is no amount. */
export const amountDigits = 24;

const unit = 10n ** BigInt(amountDigits);

/** How a result between two amounts is settled. `half-even`: to the nearest, a tie to the even one. `down`: towards zero. */
export type Rounding = 'half-even' | 'down';

const decimal = /^([+-]?)(\d{0,60})(?:\.(\d{0,200}))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Reads decimal text, with or without an exponent: `-12.5`, `1e-7`. Null for what is no number, and for what would lose
 * digits: more than 24 fractional digits that are not zero.
 */
export function parseAmount(text: string): Amount | null {
  const [, sign, whole = '', fraction = '', exponent = '0'] = decimal.exec(text) ?? [];
  if (sign === undefined || whole + fraction === '') return null;
  const digits = BigInt(whole + fraction);
  const shift = amountDigits - fraction.length + Number(exponent);
  const scale = 10n ** BigInt(Math.abs(shift));
  if (shift < 0 && digits % scale !== 0n) return null;
  const size = shift < 0 ? digits / scale : digits * scale;
  return sign === '-' ? -size : size;
}

/** An amount from text that is known to be one. Throws a RangeError where it is not. */
export function readAmount(text: string): Amount {
  const amount = parseAmount(text);
  if (amount === null) throw new RangeError(`“${text}” is no amount.`);
  return amount;
}

/** Writes an amount as decimal text without an exponent and without zeros at its end: `0.1`, `-3`. Reads back the same. */
export function formatAmount(amount: Amount): string {
  const size = amount < 0n ? -amount : amount;
  const fraction = (size % unit).toString().padStart(amountDigits, '0').replace(/0+$/, '');
  return `${amount < 0n ? '-' : ''}${size / unit}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The sum of amounts of one currency or unit; nought of none. */
export function addAmounts(...amounts: readonly Amount[]): Amount {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

export function negateAmount(amount: Amount): Amount {
  return -amount;
}

/** Negative when left is less, positive when it is more: as `sort` asks. */
export function compareAmounts(left: Amount, right: Amount): -1 | 0 | 1 {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/**
 * An amount times `numerator / denominator`, both in one unit of the caller's choice, rounded once to 24 digits. Throws a
 * RangeError when the denominator is nought.
 */
export function multiplyAmount(
  amount: Amount,
  ratio: { numerator: bigint; denominator: bigint },
  rounding: Rounding,
): Amount {
  if (ratio.denominator === 0n) throw new RangeError('A ratio cannot be of nought.');
  const negativeDenominator = ratio.denominator < 0n;
  const product = amount * (negativeDenominator ? -ratio.numerator : ratio.numerator);
  const denominator = negativeDenominator ? -ratio.denominator : ratio.denominator;
  const quotient = product / denominator;
  if (rounding === 'down') return quotient;
  const rest = product % denominator;
  const twice = 2n * (rest < 0n ? -rest : rest);
  const awayFromZero = twice > denominator || (twice === denominator && quotient % 2n !== 0n);
  if (!awayFromZero) return quotient;
  return product < 0n ? quotient - 1n : quotient + 1n;
}

/**
 * Splits an amount by weights, in their order. The parts always add up to the amount to the last digit: what is left
 * after rounding towards zero goes to the largest remainders, of equal ones to the first. Weights are not negative;
 * null when none is positive, for then nothing says where the amount belongs.
 */
export function splitAmount(amount: Amount, weights: readonly bigint[]): Amount[] | null {
  if (weights.some((weight) => weight < 0n)) throw new RangeError('A weight cannot be negative.');
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total === 0n) return null;
  const size = amount < 0n ? -amount : amount;
  const parts = weights.map((weight, index) => ({
    index,
    size: (size * weight) / total,
    rest: (size * weight) % total,
  }));
  const left = size - parts.reduce((sum, part) => sum + part.size, 0n);
  const byRest = [...parts].sort((one, other) => compareAmounts(other.rest, one.rest) || one.index - other.index);
  for (const part of byRest.slice(0, Number(left))) part.size += 1n;
  return parts.map((part) => (amount < 0n ? -part.size : part.size));
}
