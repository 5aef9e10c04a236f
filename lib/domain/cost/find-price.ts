import type { ProviderId } from '../provider';
import { type Amount, addAmounts, amountDigits, compareAmounts } from './amount';
import {
  editionsAt,
  isSamePlace,
  knownAt,
  type PriceEdition,
  type PriceOffer,
  type PriceTerm,
  perGpu,
  sourceOf,
} from './price';

/** A price with where it comes from, since when it is valid, and when it was last known to be so. */
export interface KnownPrice {
  amount: Amount;
  currency: string;
  source: string;
  validFrom: Date;
  knownAt: Date;
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
  /** ISO 4217, of all terms. */
  currency: string;
}

/**
 * What one accelerator of a model costs at an instant, by region and variant; narrowed to a region where one is given.
 * All lists of one source tell the cheapest of each term together, with the age of the list that has it. Of several sources
 * the one whose figure was known last tells each term. Empty: not known. Prices of accelerators alone and of whole machines
 * never mix.
 */
export function findGpuPrices(
  editions: readonly PriceEdition[],
  { provider, gpuModel, region, at }: { provider: ProviderId; gpuModel: string; region?: string; at: Date },
): GpuPrice[] {
  const listed = editionsAt(editions, provider, at).flatMap((edition) =>
    edition.offers
      .filter((offer) => offer.gpuModel === gpuModel && (region === undefined || isSamePlace(offer.region, region)))
      .map((offer): Listed => ({ edition, offer })),
  );
  const groups = Map.groupBy(listed, ({ offer }) =>
    JSON.stringify([offer.region, offer.gpuVariant ?? gpuModel, offer.machineType !== null, offer.currency]),
  );
  return [...groups.values()].map((group) => toGpuPrice(group, gpuModel, at));
}

interface Listed {
  edition: PriceEdition;
  offer: PriceOffer;
}

function toGpuPrice(group: readonly Listed[], gpuModel: string, at: Date): GpuPrice {
  const [first] = group;
  if (first === undefined) throw new Error('A group of offers has one.');
  const sources = [...Map.groupBy(group, ({ edition }) => sourceOf(edition)).values()];
  const find = (term: PriceTerm): KnownPrice | null => {
    const told = sources.flatMap((listed) => cheapest(listed, term, at) ?? []);
    return told.sort((one, other) => byAge(one, other) || compareAmounts(one.amount, other.amount))[0] ?? null;
  };
  const { region, machineType, gpuVariant, currency } = first.offer;
  return {
    provider: first.edition.provider,
    region,
    variant: gpuVariant ?? gpuModel,
    prices: { 'on-demand': find('on-demand'), spot: find('spot'), committed: find('committed') },
    includesMachine: machineType !== null,
    currency,
  };
}

/** What one source asks at least; of lists that ask the same the one known last. Null: it tells no price of the term. */
function cheapest(listed: readonly Listed[], term: PriceTerm, at: Date): KnownPrice | null {
  const known = listed.flatMap(({ edition, offer }) => {
    const amount = perGpu(offer.prices[term], offer.gpuCount);
    return amount === null ? [] : [toKnown(edition, offer.currency, amount, at)];
  });
  return known.sort((one, other) => compareAmounts(one.amount, other.amount) || byAge(one, other))[0] ?? null;
}

/** The one known last first. */
function byAge(one: KnownPrice, other: KnownPrice): number {
  return other.knownAt.getTime() - one.knownAt.getTime();
}

/** One machine with accelerators, as the inventory knows it. */
export interface PricedMachine {
  provider: ProviderId;
  machineType: string;
  region: string;
  gpuModel: string;
  /** Whole devices of the machine, or of all machines of the type that are listed as one. */
  gpuCount: number;
}

/**
 * What one device of a machine costs an hour on demand: the machine's price shared among its devices, and where
 * accelerators are priced apart, both together. Machines of one type that are listed as one, such as a scale set, have the
 * devices of several. Of several price lists the one known last that tells it counts. Null: not known, also where offers
 * contradict one another.
 */
export function findDevicePrice(
  editions: readonly PriceEdition[],
  machine: PricedMachine,
  at: Date,
): KnownPrice | null {
  for (const edition of editionsAt(editions, machine.provider, at)) {
    const price = findIn(edition, machine, at);
    if (price !== null) return price;
  }
  return null;
}

function findIn(edition: PriceEdition, machine: PricedMachine, at: Date): KnownPrice | null {
  const inRegion = edition.offers.filter(({ region }) => isSamePlace(region, machine.region));
  const count = BigInt(machine.gpuCount) * 10n ** BigInt(amountDigits);
  const hosts = inRegion.filter(
    ({ machineType }) => machineType !== null && isSamePlace(machineType, machine.machineType),
  );
  const whole = hosts.filter(({ gpuCount }) => gpuCount !== null);
  if (whole.length > 0) {
    const [each, ...others] = new Set(whole.map(({ gpuCount }) => gpuCount));
    if (!each || others.length > 0 || count % each !== 0n) return null;
    return toDevice(edition, [onlyPrice(whole)], each, at);
  }
  const apart = inRegion.filter(
    (offer) => offer.machineType === null && offer.gpuModel === machine.gpuModel && offer.gpuCount === count,
  );
  return toDevice(edition, [onlyPrice(hosts), onlyPrice(apart)], count, at);
}

/** What these parts cost together, shared among devices; null where one is not known or in another currency. */
function toDevice(edition: PriceEdition, parts: readonly ListedPrice[], count: Amount, at: Date): KnownPrice | null {
  const known = parts.flatMap((part) => part ?? []);
  const [currency, ...others] = new Set(known.map((part) => part.currency));
  if (known.length < parts.length || currency === undefined || others.length > 0) return null;
  const amount = perGpu(addAmounts(...known.map((part) => part.amount)), count);
  return amount === null ? null : toKnown(edition, currency, amount, at);
}

/** Null: not known. */
type ListedPrice = { amount: Amount; currency: string } | null;

/** The price that all of these offers agree on; zones of a region may each have one. */
function onlyPrice(offers: readonly PriceOffer[]): ListedPrice {
  const [first] = offers;
  const amount = first?.prices['on-demand'] ?? null;
  if (first === undefined || amount === null) return null;
  const agree = offers.every(({ prices, currency }) => prices['on-demand'] === amount && currency === first.currency);
  return agree ? { amount, currency: first.currency } : null;
}

function toKnown(edition: PriceEdition, currency: string, amount: Amount, at: Date): KnownPrice {
  const { source, validFrom } = edition;
  return { amount, currency, source, validFrom, knownAt: knownAt(edition, at) };
}
