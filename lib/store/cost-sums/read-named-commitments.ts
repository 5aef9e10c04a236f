import type pg from 'pg';
import { z } from 'zod';
import type { BilledCommitment } from '@/lib/domain/cost/commitment-sum';
import { ByteCache } from '@/lib/store/cost-rollups/byte-cache';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import type { SummedDelivery } from './stored-commitments';

const text = z.string().nullable();
const rowSchema = z.object({
  deliveryId: z.string(),
  id: z.string(),
  provider: text,
  name: text,
  type: text,
  category: text,
  unit: text,
});

/** A process keeps so many bytes of what it read from one database. */
const mostBytes = 8 * 2 ** 20;
const caches = new WeakMap<pg.Pool, ByteCache<readonly BilledCommitment[]>>();

/** What bills call their commitments; the newest bill that names one counts. */
export async function readNamedCommitments(
  pool: pg.Pool,
  deliveries: readonly { delivery: KnownDelivery; summed: SummedDelivery }[],
): Promise<BilledCommitment[]> {
  const cache = caches.get(pool) ?? new ByteCache(mostBytes);
  caches.set(pool, cache);
  const toName = ({ id, version }: SummedDelivery) => `${id} ${version}`;
  const found = new Map(deliveries.map(({ summed }) => [summed.id, cache.get(toName(summed))]));
  const missing = deliveries.flatMap(({ summed }) => (found.get(summed.id) === undefined ? [summed] : []));
  const read = await readNames(
    pool,
    missing.map(({ id }) => id),
  );
  for (const summed of missing) {
    const named = read.get(summed.id) ?? [];
    found.set(summed.id, named);
    cache.set(toName(summed), named, 200 + named.length * 400);
  }
  const newest = new Map<string, BilledCommitment>();
  for (const { summed } of deliveries.toSorted((one, other) => compare(one.delivery, other.delivery)))
    for (const one of found.get(summed.id) ?? []) newest.set(JSON.stringify([one.id, one.provider]), one);
  return [...newest.values()];
}

async function readNames(pool: pg.Pool, ids: readonly string[]): Promise<Map<string, BilledCommitment[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query(
    `SELECT delivery_id AS "deliveryId", commitment_id AS id, provider, name, type, category, unit FROM cost_commitment
     WHERE delivery_id = ANY($1) ORDER BY delivery_id, position`,
    [ids],
  );
  return Map.groupBy(rowSchema.array().parse(rows), ({ deliveryId }) => deliveryId);
}

/** Oldest first. */
function compare(one: KnownDelivery, other: KnownDelivery): number {
  if (one.billingMonth !== other.billingMonth) return one.billingMonth < other.billingMonth ? -1 : 1;
  return one.arrivedAt.getTime() - other.arrivedAt.getTime();
}
