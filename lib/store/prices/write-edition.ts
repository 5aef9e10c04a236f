import { formatAmount } from '@/lib/domain/cost/amount';
import type { PriceEdition, PriceOffer } from '@/lib/domain/cost/price';
import type { ProviderId } from '@/lib/domain/provider';
import type { Prisma } from '@/lib/store/database/generated/client';

/** The series of what people import. */
export const catalogue = 'catalogue';

/** Lets one at a time write a provider's prices, until its transaction ends. */
export async function lockPrices(tx: Prisma.TransactionClient, provider: ProviderId): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`prices ${provider}`}, 0))`;
}

/**
 * Keeps a price list beside those before it; one of the same provider, series and date takes its place. False: it is kept
 * already, word for word.
 */
export async function writeEdition(
  tx: Prisma.TransactionClient,
  { provider, source, validFrom, offers }: PriceEdition,
  contentHash: Buffer,
  importedAt: Date,
  series = catalogue,
): Promise<boolean> {
  await lockPrices(tx, provider);
  const key = { provider, series, validFrom };
  const kept = await tx.priceEdition.findUnique({ where: { provider_series_validFrom: key } });
  if (kept !== null && contentHash.equals(kept.contentHash)) return false;
  if (kept !== null) await tx.priceEdition.delete({ where: { id: kept.id } });
  const { id } = await tx.priceEdition.create({
    data: { ...key, source, contentHash: new Uint8Array(contentHash), importedAt },
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
