import type pg from 'pg';
import { formatAmount, parseAmount } from '@/lib/domain/cost/amount';
import type { PriceEdition, PriceOffer } from '@/lib/domain/cost/price';
import type { ProviderId } from '@/lib/domain/provider';
import type { Prisma } from '@/lib/store/database/generated/client';

/** A price list without its offers. */
export type EditionFacts = Omit<PriceEdition, 'offers'>;

/** Which offers of the price lists are read; what is absent does not narrow. */
export interface OffersWanted {
  /** Editions that were valid then, one of each provider. */
  at: Date;
  provider?: ProviderId;
  gpuModel?: string;
  /** Only machines of these types, and accelerators of these models that are priced alone. */
  machines?: { types: readonly string[]; gpuModels: readonly string[] };
}

/**
 * Keeps a price list beside those before it; one of the same provider and date takes its place. False: it is kept
 * already, word for word.
 */
export async function writeEdition(
  tx: Prisma.TransactionClient,
  { provider, source, validFrom, offers }: PriceEdition,
  contentHash: Buffer,
  importedAt: Date,
): Promise<boolean> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`prices ${provider}`}, 0))`;
  const kept = await tx.priceEdition.findUnique({ where: { provider_validFrom: { provider, validFrom } } });
  if (kept !== null && contentHash.equals(kept.contentHash)) return false;
  if (kept !== null) await tx.priceEdition.delete({ where: { id: kept.id } });
  const { id } = await tx.priceEdition.create({
    data: { provider, source, validFrom, contentHash: new Uint8Array(contentHash), importedAt },
  });
  const text = (amount: bigint | null) => (amount === null ? null : formatAmount(amount));
  const column = <T>(of: (offer: PriceOffer) => T) => offers.map(of);
  await tx.$executeRaw`
    INSERT INTO price_offer (edition_id, position, machine_type, gpu_model, gpu_variant, gpu_count, region, zone,
      currency, on_demand, spot, committed)
    SELECT ${id}::uuid, position, machine_type, gpu_model, gpu_variant, gpu_count::numeric, region, zone, currency,
      on_demand::numeric, spot::numeric, committed::numeric
    FROM unnest(${column((offer) => offer.machineType)}::text[], ${column((offer) => offer.gpuModel)}::text[],
      ${column((offer) => offer.gpuVariant)}::text[], ${column((offer) => text(offer.gpuCount))}::text[],
      ${column((offer) => offer.region)}::text[], ${column((offer) => offer.zone)}::text[],
      ${column((offer) => offer.currency)}::text[], ${column((offer) => text(offer.prices['on-demand']))}::text[],
      ${column((offer) => text(offer.prices.spot))}::text[], ${column((offer) => text(offer.prices.committed))}::text[])
      WITH ORDINALITY AS offer(machine_type, gpu_model, gpu_variant, gpu_count, region, zone, currency, on_demand, spot,
        committed, position)`;
  return true;
}

interface OfferRow {
  provider: ProviderId;
  source: string;
  valid_from: Date;
  machine_type: string | null;
  gpu_model: string | null;
  gpu_variant: string | null;
  gpu_count: string | null;
  region: string | null;
  zone: string | null;
  currency: string;
  on_demand: string | null;
  spot: string | null;
  committed: string | null;
}

/** The price lists that were valid at an instant, each with the offers that are wanted, perhaps none. */
export async function readEditions(pool: pg.Pool, wanted: OffersWanted): Promise<PriceEdition[]> {
  const { at, provider, gpuModel, machines } = wanted;
  const { rows } = await pool.query<OfferRow>(
    `SELECT edition.provider, edition.source, edition.valid_from, offer.machine_type, offer.gpu_model,
       offer.gpu_variant, offer.gpu_count::text, offer.region, offer.zone, offer.currency, offer.on_demand::text,
       offer.spot::text, offer.committed::text
     FROM (SELECT DISTINCT ON (provider) * FROM price_edition
           WHERE valid_from <= $1 AND ($2::text IS NULL OR provider = $2)
           ORDER BY provider, valid_from DESC) AS edition
     LEFT JOIN price_offer AS offer ON offer.edition_id = edition.id AND ($3::text IS NULL OR offer.gpu_model = $3)
       AND ($4::text[] IS NULL OR lower(offer.machine_type) = ANY($4)
         OR (offer.machine_type IS NULL AND offer.gpu_model = ANY($5)))
     ORDER BY edition.provider, offer.position`,
    [
      at,
      provider ?? null,
      gpuModel ?? null,
      machines?.types.map((type) => type.toLowerCase()) ?? null,
      machines?.gpuModels ?? null,
    ],
  );
  const editions = new Map<ProviderId, EditionFacts & { offers: PriceOffer[] }>();
  for (const row of rows) {
    const { provider: of, source, valid_from: validFrom } = row;
    const edition = editions.get(of) ?? { provider: of, source, validFrom, offers: [] };
    editions.set(of, edition);
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
