import type { ProviderId } from '../provider';
import { type Amount, amountDigits, multiplyAmount } from './amount';

/** The ways to buy an hour of a machine. `committed`: for a term of a year or more. */
export const priceTerms = ['on-demand', 'spot', 'committed'] as const;
export type PriceTerm = (typeof priceTerms)[number];

/** What an hour of a machine type costs in one place, or of accelerators that are sold apart from machines. */
export interface PriceOffer {
  /** Null: accelerators alone; the machine they are attached to is an offer of its own. */
  machineType: string | null;
  /** As the inventory names models; null: the machine itself has no accelerator, or is priced without. */
  gpuModel: string | null;
  /** As the price list names it, which may tell apart models by memory: `A100-80GB`. */
  gpuVariant: string | null;
  /** Accelerators of the offer; a share of one is less than one. Null with the model. */
  gpuCount: Amount | null;
  region: string;
  /** Null: all of the region. */
  zone: string | null;
  /** ISO 4217. */
  currency: string;
  /** An hour of the whole offer; null: not known. Never nought. */
  prices: Record<PriceTerm, Amount | null>;
}

/** A provider's price list of one day. It is valid from then until the next one of its series is. */
export interface PriceEdition {
  provider: ProviderId;
  /** What lists follow one another in: a connection that reads the provider's price API. Absent: what people import. */
  series?: string;
  /** In words for people: where it comes from. */
  source: string;
  validFrom: Date;
  /** When its source was found to say the same, in order; absent: never asked again, as far as was looked. */
  confirmations?: readonly Date[];
  offers: readonly PriceOffer[];
}

/** What the lists of one part of a provider's price API follow one another in: the part, and where the API was asked. */
export function toSeries(part: string, place: string): string {
  return `${part} of ${place}`;
}

/** What a list is a part of: all parts of one place together are what its price API tells. Absent: what people import. */
export function sourceOf({ series }: Pick<PriceEdition, 'series'>): string | undefined {
  return series?.split(' of ').at(-1);
}

/** When a list was last known to be so at an instant at which it was valid; what was found out later does not count. */
export function knownAt(
  { validFrom, confirmations = [] }: Pick<PriceEdition, 'validFrom' | 'confirmations'>,
  at: Date,
): Date {
  // Of a year there are hundreds, and a history asks at each of them.
  let [low, high] = [0, confirmations.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const confirmed = confirmations[middle];
    if (confirmed !== undefined && confirmed <= at) low = middle + 1;
    else high = middle;
  }
  return confirmations[low - 1] ?? validFrom;
}

/** The price lists of a provider that were valid at an instant, one of each series, the one known last then first. */
export function editionsAt<Edition extends Omit<PriceEdition, 'offers'>>(
  editions: readonly Edition[],
  provider: ProviderId,
  at: Date,
): Edition[] {
  const newest = new Map<string | undefined, Edition>();
  for (const edition of editions) {
    if (edition.provider !== provider || edition.validFrom > at) continue;
    const known = newest.get(edition.series);
    if (known === undefined || edition.validFrom > known.validFrom) newest.set(edition.series, edition);
  }
  return [...newest.values()].sort((one, other) => knownAt(other, at).getTime() - knownAt(one, at).getTime());
}

const one = 10n ** BigInt(amountDigits);

/** A price of one accelerator of several, rounded once; null where either is not known. */
export function perGpu(price: Amount | null, count: Amount | null): Amount | null {
  if (price === null || count === null || count <= 0n) return null;
  return multiplyAmount(price, { numerator: one, denominator: count }, 'half-even');
}

/** Whether two places are the same to a price list. */
export function isSamePlace(ours: string, theirs: string): boolean {
  return ours.toLowerCase() === theirs.toLowerCase();
}
