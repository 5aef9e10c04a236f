/**
 * Exact decimals: money, prices and quantities are whole numbers of 10⁻²⁴. No amount of the world passes through a
 * floating-point number.
 */
const digits = 24;
const one = 10n ** BigInt(digits);

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
  const step = 10n ** BigInt(digits - places);
  return divide(value * BigInt(numerator), BigInt(denominator) * step) * step;
}

/** The quotient of two exact decimals, rounded half away from zero to `places` fractional digits. */
export function quotient(dividend: Exact, divisor: Exact, places = digits): Exact {
  const step = 10n ** BigInt(digits - places);
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
  const rounded = divide(value, 10n ** BigInt(from - places));
  return rounded * 10n ** BigInt(digits - places);
}

function divide(dividend: bigint, divisor: bigint): bigint {
  const half = divisor / 2n;
  return dividend < 0n ? -((-dividend + half) / divisor) : (dividend + half) / divisor;
}
