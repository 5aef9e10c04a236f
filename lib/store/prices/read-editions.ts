import type pg from 'pg';
import type { PriceEdition } from '@/lib/domain/cost/price';
import type { ProviderId } from '@/lib/domain/provider';
import { type OfferRow, offerColumns, toEditions } from './to-editions';
import { catalogue } from './write-edition';

/** Which offers of the price lists are read; what is absent does not narrow. */
export interface OffersWanted {
  /** Editions that were valid then, one of each provider and series. */
  at: Date;
  provider?: ProviderId;
  gpuModel?: string;
  /** Only machines of these types, and accelerators of these models that are priced alone. */
  machines?: { types: readonly string[]; gpuModels: readonly string[] };
}

/**
 * The list of each provider and series that was valid at an instant, `$1`, with its last confirmation by then; `$2` is a
 * provider, or null for all.
 */
const valid = `(SELECT list.*, ARRAY(SELECT max(confirmed_at) FROM price_confirmation
    WHERE edition_id = list.id AND confirmed_at <= $1 HAVING count(*) > 0) AS confirmations
  FROM (SELECT DISTINCT ON (provider, series) * FROM price_edition
    WHERE valid_from <= $1 AND ($2::text IS NULL OR provider = $2) ORDER BY provider, series, valid_from DESC) AS list)`;

/** The price lists that were valid at an instant and have offers that are wanted, with these. */
export async function readEditions(pool: pg.Pool, wanted: OffersWanted): Promise<PriceEdition[]> {
  const { at, provider, gpuModel, machines } = wanted;
  const { rows } = await pool.query<OfferRow>(
    `SELECT ${offerColumns} FROM ${valid} AS edition
     JOIN price_offer AS offer ON offer.edition_id = edition.id AND ($3::text IS NULL OR offer.gpu_model = $3)
       AND ($4::text[] IS NULL OR lower(offer.machine_type) = ANY($4)
         OR (offer.machine_type IS NULL AND offer.gpu_model = ANY($5)))
     ORDER BY edition.provider, edition.series, offer.position`,
    [
      at,
      provider ?? null,
      gpuModel ?? null,
      machines?.types.map((type) => type.toLowerCase()) ?? null,
      machines?.gpuModels ?? null,
    ],
  );
  return toEditions(rows);
}

/** What a provider's price lists come from, and how old they are. */
export interface PriceSource {
  provider: ProviderId;
  source: string;
  lists: number;
  /** When the youngest of them said something new. */
  changedAt: Date;
  /** When the one that was confirmed least lately was last known to be so, at the instant that is asked for. */
  knownAt: Date;
  /** People brought it in, so that every list of it is kept for good. */
  isImported: boolean;
}

/** Where the price lists that were valid at an instant come from, less those that tell nothing, and which models they have. */
export async function readPriceSources(
  pool: pg.Pool,
  { at, provider }: Pick<OffersWanted, 'at' | 'provider'>,
): Promise<{ sources: PriceSource[]; models: string[] }> {
  const asked = [at, provider ?? null];
  const [sources, models] = await Promise.all([
    pool.query<PriceSource>(
      `SELECT provider, source, count(*)::integer AS lists, max(valid_from) AS "changedAt",
         min(coalesce(confirmations[1], valid_from)) AS "knownAt", bool_and(series = $3) AS "isImported"
       FROM ${valid} AS edition WHERE EXISTS (SELECT FROM price_offer WHERE edition_id = edition.id)
       GROUP BY provider, source ORDER BY provider, source`,
      [...asked, catalogue],
    ),
    pool.query<{ model: string }>(
      `SELECT DISTINCT offer.gpu_model AS model FROM ${valid} AS edition
       JOIN price_offer AS offer ON offer.edition_id = edition.id WHERE offer.gpu_model IS NOT NULL ORDER BY 1`,
      asked,
    ),
  ]);
  return { sources: sources.rows, models: models.rows.map(({ model }) => model) };
}
