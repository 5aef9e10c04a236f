import { type Amount, amountDigits, multiplyAmount, parseAmount } from '@/lib/domain/cost/amount';

/** What one unit of something costs from a day on, until a later rate of the same. */
export interface Rate {
  /** As CoreWeave's usage names it, by SKU or meter, e.g. `gd-8xh100ib-i128`. */
  sku: string;
  /** As the usage counts it: a price of a GPU-hour says nothing of a node-hour. */
  unit: string;
  price: Amount;
  /** ISO 4217. */
  currency: string;
  /** A UTC day: `2026-01-01`. */
  validFrom: string;
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** Reads a line of a rate card: SKU, unit, price, currency and first day, with commas between. Null when it is none. */
export function parseRate(line: string): Rate | null {
  const [sku = '', unit = '', price = '', currency = '', validFrom = '', ...rest] = line
    .split(',')
    .map((part) => part.trim());
  const amount = parseAmount(price);
  if (sku === '' || unit === '' || amount === null || amount < 0n || rest.length > 0) return null;
  if (!/^[A-Z]{3}$/.test(currency) || !dayPattern.test(validFrom) || Number.isNaN(Date.parse(validFrom))) return null;
  return { sku, unit, price: amount, currency, validFrom };
}

/** The rate of a unit on a UTC day; null where the card has none that was valid then. */
export function findRate(rates: readonly Rate[], sku: string, unit: string, day: string): Rate | null {
  return rates
    .filter((rate) => isSame(rate.sku, sku) && isSame(rate.unit, unit) && rate.validFrom <= day)
    .reduce<Rate | null>(
      (newest, rate) => (newest === null || rate.validFrom >= newest.validFrom ? rate : newest),
      null,
    );
}

const one = 10n ** BigInt(amountDigits);

/** What a quantity costs at a rate, rounded once. */
export function priceOf({ price }: Rate, quantity: Amount): Amount {
  return multiplyAmount(price, { numerator: quantity, denominator: one }, 'half-even');
}

function isSame(ours: string, theirs: string): boolean {
  return ours.toLowerCase() === theirs.toLowerCase();
}
