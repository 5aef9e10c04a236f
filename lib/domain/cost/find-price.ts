import type { ProviderId } from '../provider';
import { type Amount, addAmounts, amountDigits } from './amount';
import {
  editionAt,
  isSamePlace,
  type PriceEdition,
  type PriceOffer,
  type PriceTerm,
  perGpu,
  priceTerms,
} from './price';

/** A price with where it comes from and since when it is valid. */
export interface KnownPrice {
  amount: Amount;
  currency: string;
  source: string;
  validFrom: Date;
}

/** What one accelerator costs an hour. */
export interface GpuPrice {
  provider: ProviderId;
  region: string;
  /** As the price list names the accelerator. */
  variant: string;
  /** The cheapest offer of each term, a whole machine's price shared among its accelerators; null: not known. */
  prices: Record<PriceTerm, KnownPrice | null>;
  /** Whether the machine is part of the price; where not, it costs more by what the machine does. */
  includesMachine: boolean;
}

/**
 * What one accelerator of a model costs at an instant, by region and variant; narrowed to a region where one is given.
 * Empty: not known. Prices of accelerators alone and of whole machines never mix.
 */
export function findGpuPrices(
  editions: readonly PriceEdition[],
  { provider, gpuModel, region, at }: { provider: ProviderId; gpuModel: string; region?: string; at: Date },
): GpuPrice[] {
  const edition = editionAt(editions, provider, at);
  if (edition === null) return [];
  const offers = edition.offers.filter(
    (offer) => offer.gpuModel === gpuModel && (region === undefined || isSamePlace(offer.region, region)),
  );
  const groups = Map.groupBy(offers, (offer) =>
    JSON.stringify([offer.region, offer.gpuVariant ?? gpuModel, offer.machineType !== null, offer.currency]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const cheapest = (term: PriceTerm): KnownPrice | null => {
      const amounts = group.flatMap((offer) => perGpu(offer.prices[term], offer.gpuCount) ?? []);
      const [least] = amounts.sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
      return least === undefined ? null : toKnown(edition, first.currency, least);
    };
    const prices = Object.fromEntries(priceTerms.map((term) => [term, cheapest(term)])) as GpuPrice['prices'];
    const { region: place, machineType, gpuVariant } = first;
    return { provider, region: place, variant: gpuVariant ?? gpuModel, prices, includesMachine: machineType !== null };
  });
}

/** One machine with accelerators, as the inventory knows it. */
export interface PricedMachine {
  provider: ProviderId;
  machineType: string;
  region: string;
  gpuModel: string;
  /** Whole devices of the machine. */
  gpuCount: number;
}

/**
 * What one device of a machine costs an hour on demand: the machine's price shared among its devices, and where
 * accelerators are priced apart, both together. Null: not known, also where offers contradict one another.
 */
export function findDevicePrice(
  editions: readonly PriceEdition[],
  machine: PricedMachine,
  at: Date,
): KnownPrice | null {
  const edition = editionAt(editions, machine.provider, at);
  if (edition === null) return null;
  const inRegion = edition.offers.filter(({ region }) => isSamePlace(region, machine.region));
  const count = BigInt(machine.gpuCount) * 10n ** BigInt(amountDigits);
  const hosts = inRegion.filter(
    ({ machineType }) => machineType !== null && isSamePlace(machineType, machine.machineType),
  );
  const whole = hosts.filter(({ gpuCount }) => gpuCount !== null);
  const parts =
    whole.length > 0
      ? [onlyPrice(whole.filter((offer) => offer.gpuCount === count))]
      : [
          onlyPrice(hosts),
          onlyPrice(
            inRegion.filter(
              (offer) => offer.machineType === null && offer.gpuModel === machine.gpuModel && offer.gpuCount === count,
            ),
          ),
        ];
  const known = parts.flatMap((part) => part ?? []);
  const [currency, ...others] = new Set(known.map((part) => part.currency));
  if (known.length < parts.length || currency === undefined || others.length > 0) return null;
  const amount = perGpu(addAmounts(...known.map((part) => part.amount)), count);
  return amount === null ? null : toKnown(edition, currency, amount);
}

/** The price that all of these offers agree on; zones of a region may each have one. */
function onlyPrice(offers: readonly PriceOffer[]): { amount: Amount; currency: string } | null {
  const [first] = offers;
  const amount = first?.prices['on-demand'] ?? null;
  if (first === undefined || amount === null) return null;
  const agree = offers.every(({ prices, currency }) => prices['on-demand'] === amount && currency === first.currency);
  return agree ? { amount, currency: first.currency } : null;
}

function toKnown({ source, validFrom }: PriceEdition, currency: string, amount: Amount): KnownPrice {
  return { amount, currency, source, validFrom };
}
