import { type PriceOffer, priceTerms } from '@/lib/domain/cost/price';
import type { PriceList } from './prices';

/**
 * Offers that were read together, as a list of each way to buy: what changes every day is kept apart from what stays. The
 * lists are named by the ways.
 */
export function toTermLists(
  offers: readonly PriceOffer[],
  facts: Pick<PriceList, 'source' | 'sharedAt' | 'isWhole'>,
): PriceList[] {
  return priceTerms.map((term) => ({
    ...facts,
    name: term,
    offers: offers.flatMap((offer) => {
      const price = offer.prices[term];
      if (price === null) return [];
      return [{ ...offer, prices: { 'on-demand': null, spot: null, committed: null, [term]: price } }];
    }),
  }));
}
