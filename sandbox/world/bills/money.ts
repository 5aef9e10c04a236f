/**
 * Exact decimals: money, prices and quantities are whole numbers of 10⁻²⁴. No amount of the world passes through a
 * floating-point number.
 */
const digits = 24;
/** Worked out once: raising to powers is what would take most of the time. */
const powers: readonly bigint[] = Array.from({ length: 2 * digits + 1 }, (_, exponent) => 10n ** BigInt(exponent));
const one = powerOfTen(digits);

/** A decimal with at most 24 fractional digits, counted in 10⁻²⁴. */
export type Exact = bigint;

/** Reads a decimal such as `-12.50`; throws when it is none. */
export function exact(text: string): Exact {
  const parts = /^(-?)(\d+)(?:\.(\d{1,24}))?$/.exec(text);
  if (!parts) throw new RangeError(`${text} is no exact decimal.`);
  const [, sign, whole = '0', fraction = ''] = parts;
  const magnitude = BigInt(whole) * one + BigInt(fraction.padEnd(digits, '0'));
  return sign === '-' ? -magnitude : magnitude;
}

/** A whole number as an exact decimal. */
export function wholeNumber(count: number): Exact {
  return BigInt(count) * one;
}

/** The product, rounded half away from zero to `places` fractional digits. */
export function times(left: Exact, right: Exact, places = digits): Exact {
  return roundTo(left * right, 2 * digits, places);
}

/** `value` × `numerator` ⁄ `denominator`, rounded half away from zero to `places` fractional digits. */
export function ratio(value: Exact, numerator: number | bigint, denominator: number | bigint, places = digits): Exact {
  const step = powerOfTen(digits - places);
  return divide(value * BigInt(numerator), BigInt(denominator) * step) * step;
}

/** The quotient of two exact decimals, rounded half away from zero to `places` fractional digits. */
export function quotient(dividend: Exact, divisor: Exact, places = digits): Exact {
  const step = powerOfTen(digits - places);
  return divide(dividend * one, divisor * step) * step;
}

/** Rounds to `places` fractional digits, half away from zero. */
export function round(value: Exact, places: number): Exact {
  return roundTo(value, digits, places);
}

/** The shortest decimal that says the value exactly. */
export function text(value: Exact): string {
  if (value === 0n) return '0';
  const padded = (value < 0n ? -value : value).toString().padStart(digits + 1, '0');
  const fraction = padded.slice(-digits).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${padded.slice(0, -digits)}${fraction === '' ? '' : `.${fraction}`}`;
}

function roundTo(value: bigint, from: number, places: number): Exact {
  const rounded = divide(value, powerOfTen(from - places));
  return places === digits ? rounded : rounded * powerOfTen(digits - places);
}

function powerOfTen(exponent: number): bigint {
  const power = powers[exponent];
  if (power === undefined) throw new RangeError(`There are no ${exponent} fractional digits.`);
  return power;
}

function divide(dividend: bigint, divisor: bigint): bigint {
  const half = divisor / 2n;
  return dividend < 0n ? -((-dividend + half) / divisor) : (dividend + half) / divisor;
}
