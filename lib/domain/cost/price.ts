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

/** A provider's price list of one day. It is valid from then until the next one is. */
export interface PriceEdition {
  provider: ProviderId;
  /** In words for people: where it comes from. */
  source: string;
  validFrom: Date;
  offers: readonly PriceOffer[];
}

/** The price list that was valid at an instant; null: none was known of then. */
export function editionAt<Edition extends Pick<PriceEdition, 'provider' | 'validFrom'>>(
  editions: readonly Edition[],
  provider: ProviderId,
  at: Date,
): Edition | null {
  return editions
    .filter((edition) => edition.provider === provider && edition.validFrom <= at)
    .reduce<Edition | null>(
      (newest, edition) => (newest === null || edition.validFrom > newest.validFrom ? edition : newest),
      null,
    );
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
