import type { QueryResultRow } from 'pg';
import { parseAmount } from '@/lib/domain/cost/amount';
import type { PriceEdition, PriceOffer } from '@/lib/domain/cost/price';
import type { ProviderId } from '@/lib/domain/provider';

/** A price list without its offers. */
type EditionFacts = Omit<PriceEdition, 'offers'>;

/** An offer with the list it is of. */
export interface OfferRow extends QueryResultRow {
  id: string;
  provider: ProviderId;
  series: string;
  source: string;
  valid_from: Date;
  confirmations: Date[];
  machine_type: string | null;
  gpu_model: string | null;
  gpu_variant: string | null;
  gpu_count: string | null;
  /** Null: the list has no offer that was asked for. */
  region: string | null;
  zone: string | null;
  currency: string;
  on_demand: string | null;
  spot: string | null;
  committed: string | null;
}

/** What `toEditions` reads, of the relations `edition`, with its confirmations, and `offer`. */
export const offerColumns = `edition.id, edition.provider, edition.series, edition.source, edition.valid_from, edition.confirmations,
  offer.machine_type, offer.gpu_model, offer.gpu_variant, offer.gpu_count::text, offer.region, offer.zone, offer.currency,
  offer.on_demand::text, offer.spot::text, offer.committed::text`;

/** Lists made of their rows, in the order of the rows. A list without offers has one row, of which the region is null. */
export function toEditions(rows: readonly OfferRow[]): PriceEdition[] {
  const editions = new Map<string, EditionFacts & { offers: PriceOffer[] }>();
  for (const row of rows) {
    const { id, provider, series, source, valid_from: validFrom, confirmations } = row;
    const edition = editions.get(id) ?? { provider, series, source, validFrom, confirmations, offers: [] };
    editions.set(id, edition);
    if (row.region !== null) edition.offers.push(toOffer(row, row.region));
  }
  return [...editions.values()];
}

function toOffer(row: OfferRow, region: string): PriceOffer {
  const amount = (text: string | null) => (text === null ? null : parseAmount(text));
  return {
    machineType: row.machine_type,
    gpuModel: row.gpu_model,
    gpuVariant: row.gpu_variant,
    gpuCount: amount(row.gpu_count),
    region,
    zone: row.zone,
    currency: row.currency,
    prices: { 'on-demand': amount(row.on_demand), spot: amount(row.spot), committed: amount(row.committed) },
  };
}
