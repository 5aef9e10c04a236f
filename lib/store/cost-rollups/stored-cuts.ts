import type pg from 'pg';
import { z } from 'zod';
import { type CostMetric, costMetrics } from '@/lib/domain/cost/billing-delivery';
import { ByteCache } from './byte-cache';
import type { CostCut } from './cost-cut';
import { type PlanedAmounts, sizeOfAmounts, unpackAmounts } from './packed-amounts';
import { unpack } from './packed-cut';
import { unpackValues } from './packed-values';

/** Sums of one cost, entry by entry, as `packed-cut.ts` lays them out. `untold` null: every row tells every cost. */
interface StoredSums {
  rows: DataView;
  amounts: PlanedAmounts;
  untold: DataView | null;
}

/** A cut of a delivery for one provider and currency, with the sum of each of its keys over all days. */
export interface StoredCut extends StoredSums {
  position: number;
  withinValue: string | null;
  provider: string | null;
  currency: string | null;
  /** The values of the keys in their order; null: rows that have none. */
  keys: (string | null)[];
}

/** A stretch of a cut's keys by day. */
export interface StoredDays extends StoredSums {
  days: DataView;
}

interface DeliveryCuts {
  deliveryId: string;
  cuts: StoredCut[];
}

/** Which roll-ups of a delivery are meant: another version once it is added up anew. */
export interface RolledDelivery {
  id: string;
  version: string;
}

/** A process keeps so many bytes of what it read from one database, so that a question asked again is not decoded again. */
const mostBytes = 64 * 2 ** 20;
const caches = new WeakMap<pg.Pool, ByteCache<DeliveryCuts | StoredDays>>();

function cacheOf(pool: pg.Pool): ByteCache<DeliveryCuts | StoredDays> {
  const found = caches.get(pool) ?? new ByteCache(mostBytes);
  caches.set(pool, found);
  return found;
}

const bytes = z.instanceof(Buffer);
const cutSchema = z.object({
  deliveryId: z.string(),
  position: z.number(),
  withinValue: z.string().nullable(),
  provider: z.string().nullable(),
  currency: z.string().nullable(),
  keys: bytes,
  rows: bytes,
  amounts: bytes,
  untold: bytes.nullable(),
});
const keysSchema = z.object({ deliveryId: z.string(), keys: bytes });
const daySchema = z.object({ ordinal: z.string(), days: bytes, rows: bytes, amounts: bytes, untold: bytes.nullable() });
const versionSchema = z.object({ id: z.string(), version: z.string() });

/** Which roll-ups deliveries have now; those that are not added up are left out. */
export async function readVersions(pool: pg.Pool, ids: readonly string[]): Promise<RolledDelivery[]> {
  // Every writing of the row has a transaction of its own.
  const { rows } = await pool.query(
    'SELECT delivery_id AS id, xmin::text AS version FROM cost_rollup WHERE delivery_id = ANY($1)',
    [ids],
  );
  return versionSchema.array().parse(rows);
}

/** One cut of each delivery. `withinValues`: only for these values of what the cut is within; null: for all. */
export async function readStoredCuts(
  pool: pg.Pool,
  deliveries: readonly RolledDelivery[],
  cut: CostCut,
  withinValues: ReadonlySet<string | null> | null,
  metric: CostMetric,
): Promise<DeliveryCuts[]> {
  const cache = cacheOf(pool);
  const what = JSON.stringify([cut.dimension, cut.within, withinValues && [...withinValues], metric]);
  const toName = ({ id, version }: RolledDelivery) => `${id} ${version} ${what}`;
  const found = new Map<string, DeliveryCuts>();
  const missing: RolledDelivery[] = [];
  for (const delivery of deliveries) {
    const kept = cache.get(toName(delivery));
    if (kept !== undefined && 'cuts' in kept) found.set(delivery.id, kept);
    else missing.push(delivery);
  }
  for (const delivery of await readDeliveryCuts(pool, missing, cut, withinValues, metric)) {
    found.set(delivery.deliveryId, delivery);
    const version = missing.find(({ id }) => id === delivery.deliveryId);
    if (version !== undefined) cache.set(toName(version), delivery, sizeOfCuts(delivery));
  }
  return deliveries.flatMap(({ id }) => found.get(id) ?? []);
}

async function readDeliveryCuts(
  pool: pg.Pool,
  deliveries: readonly RolledDelivery[],
  cut: CostCut,
  withinValues: ReadonlySet<string | null> | null,
  metric: CostMetric,
): Promise<DeliveryCuts[]> {
  if (deliveries.length === 0) return [];
  const ids = deliveries.map(({ id }) => id);
  const texts = withinValues === null ? null : [...withinValues].filter((value) => value !== null);
  const [keys, cuts] = await Promise.all([
    pool.query(
      'SELECT delivery_id AS "deliveryId", keys FROM cost_rollup_keys WHERE delivery_id = ANY($1) AND dimension = $2',
      [ids, cut.dimension],
    ),
    pool.query(
      `SELECT delivery_id AS "deliveryId", position, within_value AS "withinValue", provider, currency, keys, rows,
         ${amountColumn(metric)} AS amounts, untold
       FROM cost_rollup_cut
       WHERE delivery_id = ANY($1) AND dimension = $2 AND within IS NOT DISTINCT FROM $3
         AND ($4::text[] IS NULL OR within_value = ANY($4) OR ($5 AND within_value IS NULL))
       ORDER BY delivery_id, position`,
      [ids, cut.dimension, cut.within, texts, withinValues?.has(null) ?? false],
    ),
  ]);
  const stored = Map.groupBy(cutSchema.array().parse(cuts.rows), ({ deliveryId }) => deliveryId);
  return keysSchema
    .array()
    .parse(keys.rows)
    .map(({ deliveryId, keys }) => {
      const values = unpackValues(keys);
      return { deliveryId, cuts: (stored.get(deliveryId) ?? []).map((one) => toStoredCut(one, values)) };
    });
}

function toStoredCut(stored: z.infer<typeof cutSchema>, values: readonly string[]): StoredCut {
  const { position, withinValue, provider, currency } = stored;
  const codes = unpack(stored.keys);
  const keys = Array.from(
    { length: codes.byteLength / 4 },
    (_, place) => values[codes.getUint32(place * 4, true) - 1] ?? null,
  );
  return { position, withinValue, provider, currency, keys, ...toSums(stored) };
}

/** Stretches of cuts by day, in the order they are asked for. Throws a RangeError for one that is not there. */
export async function readStoredDays(
  pool: pg.Pool,
  wanted: readonly { delivery: RolledDelivery; position: number; firstKey: number }[],
  metric: CostMetric,
): Promise<StoredDays[]> {
  const cache = cacheOf(pool);
  const names = wanted.map(
    ({ delivery, position, firstKey }) => `${delivery.id} ${delivery.version} ${position} ${firstKey} ${metric}`,
  );
  const found = names.map((name) => {
    const kept = cache.get(name);
    return kept !== undefined && 'days' in kept ? kept : undefined;
  });
  const missing = wanted.flatMap((one, place) => (found[place] === undefined ? [{ ...one, place }] : []));
  const { rows } =
    missing.length === 0
      ? { rows: [] }
      : await pool.query(
          `SELECT w.ordinal, d.days, d.rows, ${amountColumn(metric)} AS amounts, d.untold
           FROM unnest($1::uuid[], $2::int[], $3::int[]) WITH ORDINALITY AS w(delivery_id, position, first_key, ordinal)
           JOIN cost_rollup_day d USING (delivery_id, position, first_key)`,
          [
            missing.map(({ delivery }) => delivery.id),
            missing.map(({ position }) => position),
            missing.map(({ firstKey }) => firstKey),
          ],
        );
  for (const row of daySchema.array().parse(rows)) {
    const place = missing[Number(row.ordinal) - 1]?.place;
    const name = place === undefined ? undefined : names[place];
    if (place === undefined || name === undefined) throw new RangeError('An answer without a question.');
    const days = { days: unpack(row.days), ...toSums(row) };
    found[place] = days;
    cache.set(name, days, days.days.byteLength + sizeOf(days));
  }
  return found.map((days) => {
    if (days === undefined) throw new RangeError('Sums by day were written anew while they were read.');
    return days;
  });
}

/** A cost that is not held for itself is the same as the one before it. */
function amountColumn(metric: CostMetric): string {
  const columns = costMetrics.slice(0, costMetrics.indexOf(metric) + 1).toReversed();
  return `coalesce(${columns.join(', ')})`;
}

function toSums({ rows, amounts, untold }: { rows: Buffer; amounts: Buffer; untold: Buffer | null }): StoredSums {
  return { rows: unpack(rows), amounts: unpackAmounts(amounts), untold: untold === null ? null : unpack(untold) };
}

function sizeOf({ rows, amounts, untold }: StoredSums): number {
  return rows.byteLength + sizeOfAmounts(amounts) + (untold === null ? 0 : untold.byteLength);
}

/** What a delivery's cuts take; a value that several of them have is counted with each. */
function sizeOfCuts({ cuts }: DeliveryCuts): number {
  const textOf = (keys: readonly (string | null)[]) =>
    keys.reduce((sum, key) => sum + 8 + (key === null ? 0 : key.length), 0);
  return cuts.reduce((sum, cut) => sum + textOf(cut.keys) + sizeOf(cut), 1_000);
}
