import { type Amount, amountDigits } from './amount';

/** What one unit of a currency was worth in another on a day. It never changes: a corrected one is a newer rate of that day. */
export interface ExchangeRate {
  /** ISO 4217 codes, never alike. */
  from: string;
  to: string;
  /** The day it was fixed for: `2026-11-20`. */
  day: string;
  /** Units of `to` for one of `from`, above nought. */
  rate: Amount;
  /** Who says so, in words for people: `European Central Bank`. */
  source: string;
  importedAt: Date;
}

/** A fraction of whole numbers, both above nought. */
export interface Ratio {
  numerator: bigint;
  denominator: bigint;
}

/** How an amount of one currency becomes one of another: the rates used, one after the other, all of one day. */
export interface Conversion {
  ratio: Ratio;
  /** The day of the rates; null where both currencies are one. */
  day: string | null;
  /** None: both currencies are one. Two: through `crossCurrency`. */
  rates: readonly ExchangeRate[];
}

/** The currency that rates cross through where none tells the two directly: the one the European Central Bank quotes. */
export const crossCurrency = 'EUR';

/** How many days a rate still serves for: over weekends and the longest row of bank holidays, and no further. */
export const mostDaysOld = 7;

const unit = 10n ** BigInt(amountDigits);
const dayMs = 86_400_000;
const same: Conversion = { ratio: { numerator: 1n, denominator: 1n }, day: null, rates: [] };

/** The day so many days before. */
export function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(day) - count * dayMs).toISOString().slice(0, 10);
}

/** Rates of several days, one a day and pair, and what they convert. */
export class RateBook {
  readonly #rates: ReadonlyMap<string, ExchangeRate>;
  readonly #found = new Map<string, Conversion | null>();

  /** Of two rates of one pair and day the later one of the list counts. */
  constructor(rates: readonly ExchangeRate[]) {
    this.#rates = new Map(rates.map((rate) => [nameOf(rate.from, rate.to, rate.day), rate]));
  }

  /**
   * The conversion on a day: by the rates of that day, else of the last day before it that tells the two currencies, at most
   * `mostDaysOld` days. A rate serves both ways. Null: there is none, and the amount stays what it is.
   */
  find(from: string, to: string, day: string): Conversion | null {
    if (from === to) return same;
    const name = nameOf(from, to, day);
    const known = this.#found.get(name);
    if (known !== undefined) return known;
    let found: Conversion | null = null;
    for (let back = 0; back <= mostDaysOld && found === null; back += 1)
      found = this.#on(from, to, daysBefore(day, back));
    this.#found.set(name, found);
    return found;
  }

  #on(from: string, to: string, day: string): Conversion | null {
    const direct = this.#leg(from, to, day);
    if (direct !== null) return direct;
    const first = this.#leg(from, crossCurrency, day);
    const second = this.#leg(crossCurrency, to, day);
    if (first === null || second === null) return null;
    return {
      day,
      rates: [...first.rates, ...second.rates],
      ratio: {
        numerator: first.ratio.numerator * second.ratio.numerator,
        denominator: first.ratio.denominator * second.ratio.denominator,
      },
    };
  }

  #leg(from: string, to: string, day: string): Conversion | null {
    const straight = this.#rates.get(nameOf(from, to, day));
    const inverse = this.#rates.get(nameOf(to, from, day));
    // Told both ways, what was imported last counts, so that there and back is the same.
    if (inverse !== undefined && (straight === undefined || isNewer(inverse, straight)))
      return { day, rates: [inverse], ratio: { numerator: unit, denominator: inverse.rate } };
    if (straight === undefined) return null;
    return { day, rates: [straight], ratio: { numerator: straight.rate, denominator: unit } };
  }
}

/** Of two imported at once the one whose first code comes first. */
function isNewer(one: ExchangeRate, other: ExchangeRate): boolean {
  const apart = one.importedAt.getTime() - other.importedAt.getTime();
  return apart === 0 ? one.from < other.from : apart > 0;
}

function nameOf(from: string, to: string, day: string): string {
  return `${from}${to}${day}`;
}
