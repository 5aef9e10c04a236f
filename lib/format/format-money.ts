import { type Amount, multiplyAmount, readAmount } from '@/lib/domain/cost/amount';

/**
 * Exact decimal text as people read money: `$12,345.67`, `-€3.10`, `12 JPY` as `¥12`. Rounded to the currency's own digits,
 * half to even, from the text and never through a binary fraction. What is something never reads as nothing: `under $0.01`.
 * `currency` null: the bill names none, and the number stands alone with two digits.
 */
export function formatMoney(amount: string, currency: string | null): string {
  const format = moneyFormat(currency);
  const shown = format.format(amount as `${number}`);
  const exact = readAmount(amount);
  if (exact === 0n || /[1-9]/.test(shown)) return shown;
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const least = `1e-${digits}` as `${number}`;
  return exact > 0n ? `under ${format.format(least)}` : `over ${format.format(`-${least}` as `${number}`)}`;
}

/** All digits of an amount with its currency, for a title or a file: `12.345678901 USD`. */
export function formatMoneyFully(amount: string, currency: string | null): string {
  return `${amount} ${currency ?? 'in no named currency'}`;
}

/** A difference with its sign: `+$12.00`, `-$3.10`, `$0.00`. */
export function formatMoneyChange(amount: string, currency: string | null): string {
  const shown = formatMoney(amount, currency);
  if (shown.startsWith('under')) return `+${shown.slice('under '.length)} or less`;
  return amount.startsWith('-') || !/[1-9]/.test(shown) ? shown : `+${shown}`;
}

/**
 * What part of a whole an amount is: `12.3%`. Null where that says nothing: the whole is nought, or one of the two is a
 * credit and the other a charge.
 */
export function formatShare(part: Amount, whole: Amount): string | null {
  if (whole === 0n || part < 0n !== (whole < 0n && part !== 0n)) return null;
  const text = toTenths(part, whole);
  return text === 0n && part !== 0n ? 'under 0.1%' : sayTenths(text);
}

/** By how much an amount changed, of what it was before: `+4.0%`, `-12.5%`. Null where it was nought or a credit. */
export function formatChange(now: Amount, before: Amount): string | null {
  if (before <= 0n) return null;
  const tenths = toTenths(now - before, before);
  if (tenths === 0n && now !== before) return now > before ? 'under +0.1%' : 'under -0.1%';
  return `${tenths > 0n ? '+' : ''}${sayTenths(tenths)}`;
}

const thousand = 1000n;

/** Tenths of a percent, rounded. */
function toTenths(part: Amount, whole: Amount): bigint {
  return multiplyAmount(part, { numerator: thousand, denominator: whole }, 'half-even');
}

function sayTenths(tenths: bigint): string {
  const size = tenths < 0n ? -tenths : tenths;
  return `${tenths < 0n ? '-' : ''}${wholes.format(size / 10n)}.${size % 10n}%`;
}

const wholes = new Intl.NumberFormat('en-US');
const formats = new Map<string | null, Intl.NumberFormat>();

function moneyFormat(currency: string | null): Intl.NumberFormat {
  const known = formats.get(currency);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat('en-US', {
    ...(currency === null ? { minimumFractionDigits: 2, maximumFractionDigits: 2 } : { style: 'currency', currency }),
    roundingMode: 'halfEven',
  });
  formats.set(currency, made);
  return made;
}
