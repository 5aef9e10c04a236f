import type pg from 'pg';
import type { PriceEdition } from '@/lib/domain/cost/price';
import type { ProviderId } from '@/lib/domain/provider';
import { type OfferRow, offerColumns, toEditions } from './to-editions';

/**
 * The price lists of a provider that were valid at some time since an instant, of series that ever had an offer of an
 * accelerator in a region, with these offers alone, the newest list first. One without offers ended what the one before it
 * said.
 */
export async function readPriceHistory(
  pool: pg.Pool,
  { provider, gpuModel, region }: { provider: ProviderId; gpuModel: string; region: string },
  since: Date,
): Promise<PriceEdition[]> {
  const { rows } = await pool.query<OfferRow>(
    `WITH telling AS (
       SELECT DISTINCT edition.series FROM price_edition AS edition
       JOIN price_offer AS offer ON offer.edition_id = edition.id AND offer.gpu_model = $2
         AND lower(offer.region) = lower($3)
       WHERE edition.provider = $1),
     list AS (
       SELECT *, lead(valid_from) OVER (PARTITION BY series ORDER BY valid_from) AS valid_to,
         ARRAY(SELECT confirmed_at FROM price_confirmation WHERE edition_id = price_edition.id ORDER BY 1) AS confirmations
       FROM price_edition WHERE provider = $1 AND series IN (SELECT series FROM telling))
     SELECT ${offerColumns} FROM list AS edition
     LEFT JOIN price_offer AS offer ON offer.edition_id = edition.id AND offer.gpu_model = $2
       AND lower(offer.region) = lower($3)
     WHERE edition.valid_to IS NULL OR edition.valid_to > $4
     ORDER BY edition.valid_from DESC, edition.series, offer.position`,
    [provider, gpuModel, region, since],
  );
  return toEditions(rows);
}
