import type { ProviderId } from '../provider';
import { type Amount, parseAmount } from './amount';
import { toCatalogueModel } from './catalogue-models';
import { parseCsv } from './parse-csv';
import type { PriceOffer } from './price';

/** What became of a catalogue's rows. */
export interface CatalogueRead {
  offers: PriceOffer[];
  /** Prices of nought, which are none. */
  zeroPrices: number;
  /** Offers told more than once with different prices, which are then not known. */
  contradictions: number;
  /** Rows without a region, without a machine or accelerator, or whose numbers are none; by line, the header being 1. */
  unreadable: number[];
}

const needed = ['InstanceType', 'AcceleratorName', 'AcceleratorCount', 'Price', 'SpotPrice', 'Region'];
/** These publish what a spot machine costs. Of others the column is the least that may be bid, which is no price. */
const spotProviders: ReadonlySet<ProviderId> = new Set(['aws', 'azure', 'google-cloud']);

/**
 * Reads a price catalogue in SkyPilot's form, prices in US dollars an hour. Null where the text is no such catalogue.
 * Google's catalogue has accelerators in rows of their own, without a machine.
 */
export function parseCatalogue(text: string, provider: ProviderId): CatalogueRead | null {
  const rows = parseCsv(text);
  const [first] = rows ?? [];
  if (rows === null || first === undefined || needed.some((name) => !(name in first))) return null;
  const read: CatalogueRead = { offers: [], zeroPrices: 0, contradictions: 0, unreadable: [] };
  const byKey = new Map<string, PriceOffer>();
  for (const [index, row] of rows.entries()) {
    const offer = toOffer(row, provider, read);
    if (offer === null) read.unreadable.push(index + 2);
    else if (!merge(byKey, offer)) read.contradictions += 1;
  }
  return { ...read, offers: [...byKey.values()] };
}

function toOffer(row: Record<string, string>, provider: ProviderId, read: CatalogueRead): PriceOffer | null {
  const machineType = row.InstanceType?.trim() || null;
  const variant = row.AcceleratorName?.trim() || null;
  const region = row.Region?.trim() ?? '';
  // A catalogue counts a slice of TPUs as one, however many chips it has.
  const isSlice = variant?.toLowerCase().startsWith('tpu') ?? false;
  const gpuCount = variant === null || isSlice ? null : parseAmount(row.AcceleratorCount ?? '');
  const prices = [row.Price, row.SpotPrice].map((text) => (text?.trim() ? parseAmount(text.trim()) : undefined));
  const isCounted = variant === null || isSlice || (gpuCount !== null && gpuCount > 0n);
  if (region === '' || (machineType === null && variant === null) || !isCounted || prices.includes(null)) return null;
  const [onDemand = null, spot = null] = prices.map((price) => toPrice(price ?? null, read));
  return {
    machineType,
    gpuModel: variant === null ? null : toCatalogueModel(variant),
    gpuVariant: variant,
    gpuCount,
    region,
    zone: row.AvailabilityZone?.trim() || null,
    currency: 'USD',
    prices: { 'on-demand': onDemand, spot: spotProviders.has(provider) ? spot : null, committed: null },
  };
}

/** Nothing is sold for nothing: a price of nought stands for one that its source did not find. */
function toPrice(amount: Amount | null, read: CatalogueRead): Amount | null {
  if (amount === null || amount > 0n) return amount;
  read.zeroPrices += 1;
  return null;
}

/** Adds an offer; false where one of the same key says otherwise, and neither is believed. */
function merge(byKey: Map<string, PriceOffer>, offer: PriceOffer): boolean {
  const { machineType, gpuVariant, gpuCount, region, zone, prices } = offer;
  const key = JSON.stringify([machineType, gpuVariant, String(gpuCount), region, zone]);
  const known = byKey.get(key);
  if (known === undefined) {
    byKey.set(key, offer);
    return true;
  }
  const agree = (term: 'on-demand' | 'spot') => known.prices[term] === prices[term];
  if (agree('on-demand') && agree('spot')) return true;
  const agreed = (term: 'on-demand' | 'spot') => (agree(term) ? prices[term] : null);
  byKey.set(key, { ...known, prices: { ...prices, 'on-demand': agreed('on-demand'), spot: agreed('spot') } });
  return false;
}
