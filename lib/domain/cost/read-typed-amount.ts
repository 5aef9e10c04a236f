import { parseAmount } from './amount';

/** What somebody typed as an amount: plain decimal text, such as `12400.50`, or else in a sentence how to write it. */
export type TypedAmount = { text: string; fault: null } | { text: null; fault: string };

const example = 'Write a number such as 12400.50 or 12,400.50.';
const parts = /^([+-]?)\s*([^\d\s.,'’+-]{1,5})?\s*([+-]?)((?:\d|[., '’](?=\d))*\d\.?)\s*([^\d\s.,'’+-]{1,5})?$/u;
const grouped = /^[1-9]\d{0,2}([, '’])\d{3}(?:\1\d{3})*(?:\.\d*)?$/;
/** A group of thousands to some people, decimals to others. Nought before it, or more digits, and it is decimals to all. */
const pointBeforeThree = /^([1-9]\d{0,2})\.(\d{3})$/;
const decimalComma = /^(\d+|[1-9]\d{0,2}(?:[ '’]\d{3})+),(\d+)$/;

/**
 * Reads an amount as people type it into a form: `12400.50`, `12,400.50`, `12 400.50`, `12'400.50`, and with the sign or the
 * code of its currency, `$12,400.50`. A comma, a space or an apostrophe separates groups of exactly three digits; decimals
 * stand after a point. What could mean something else, such as `12,5` or `12.400`, is not read. `currency`: the code beside
 * the field; null where the number stands alone. `isRate`: what is asked for often has three decimals, as the price of a
 * kilowatt hour has, and they are read as such.
 */
export function readTypedAmount(
  typed: string,
  currency: string | null = null,
  { isRate = false }: { isRate?: boolean } = {},
): TypedAmount {
  const text = typed
    .trim()
    .replace(/[\u00a0\u2009\u202f]/g, ' ')
    .replace(/\u2212/g, '-');
  const bare = text.replace(/^[+-]/, '');
  if (!isRate && pointBeforeThree.test(bare)) return refuseEither(bare);
  if (parseAmount(text) !== null) return { text, fault: null };
  const [, sign = '', before, signAfter = '', number, after] = parts.exec(text) ?? [];
  if (number === undefined || (sign !== '' && signAfter !== '')) return refuse(example);
  const units = [before, after].filter((unit) => unit !== undefined);
  if (units.length > 1) return refuse(example);
  const [unit] = units;
  if (unit !== undefined && !namesCurrency(unit, currency))
    return refuse(currency === null ? `Leave “${unit}” out. ${example}` : `“${unit}” is not ${currency}. ${example}`);
  const [, whole, decimals] = decimalComma.exec(number) ?? [];
  if (!isRate && pointBeforeThree.test(number)) return refuseEither(number);
  const plain = grouped.test(number) ? number.replace(/[, '’]/g, '') : number;
  if (plain === number && whole !== undefined && decimals !== undefined)
    return refuse(
      `Write decimals after a point: ${whole.replace(/[ '’]/g, '')}.${decimals}. A comma is read before each three digits, as in 12,400.50.`,
    );
  const read = `${sign}${signAfter}${plain}`;
  return parseAmount(read) === null ? refuse(example) : { text: read, fault: null };
}

function refuseEither(number: string): TypedAmount {
  const thousands = number.replace('.', '');
  return refuse(`${number} may be read as ${thousands} or as a fraction: write ${thousands}, or ${number}0.`);
}

function refuse(fault: string): TypedAmount {
  return { text: null, fault };
}

/** Whether a sign or a code stands for a currency; of a sign of several, such as `$`, any of them. */
function namesCurrency(unit: string, currency: string | null): boolean {
  const code = currency?.trim().toUpperCase() ?? '';
  if (!/^[A-Z]{3}$/.test(code)) return false;
  const signs = (['symbol', 'narrowSymbol'] as const).flatMap((currencyDisplay) =>
    new Intl.NumberFormat('en', { style: 'currency', currency: code, currencyDisplay })
      .formatToParts(0)
      .flatMap(({ type, value }) => (type === 'currency' ? [value] : [])),
  );
  return unit.toUpperCase() === code || signs.includes(unit);
}
