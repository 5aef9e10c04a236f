import type pg from 'pg';
import { z } from 'zod';
import type { CostCoverage } from '@/lib/domain/cost/billing-delivery';
import { attributionSchema } from '@/lib/store/cost-rollups/attribution-schema';
import { readDeliveryFiles } from '@/lib/store/cost-rollups/delivery-files';
import { type KnownDelivery, readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import type { CloseDelivery } from './close-delivery';

/** A delivery that counts of a month, with what a close keeps of it. */
export interface CountedDelivery extends CloseDelivery {
  title: string;
  arrivedAt: Date;
  deliveredAt: Date | null;
  rows: number;
}

/** The deliveries of a billing month that counted at an instant and are added up, in order. */
export async function readCountedDeliveries(
  pool: pg.Pool,
  root: string,
  month: string,
  asOf: Date,
): Promise<CountedDelivery[]> {
  const known = await readKnownDeliveries(pool, asOf);
  const counting = known.filter(({ billingMonth, counts }) => counts && billingMonth === `${month}-01`);
  return toCounted(pool, root, counting);
}

const contentSchema = z.object({
  id: z.string(),
  contentHash: z.string(),
  rows: z.string().transform(Number),
});

async function toCounted(pool: pg.Pool, root: string, known: readonly KnownDelivery[]): Promise<CountedDelivery[]> {
  const ids = known.map(({ id }) => id);
  const { rows } = await pool.query(
    `SELECT id, encode(content_hash, 'hex') AS "contentHash", rows FROM cost_delivery WHERE id = ANY($1)`,
    [ids],
  );
  const contents = new Map(
    contentSchema
      .array()
      .parse(rows)
      .map((content) => [content.id, content]),
  );
  const files = Map.groupBy(await readDeliveryFiles(pool, root, ids), ({ deliveryId }) => deliveryId);
  return known.flatMap(({ id, source, scope, title, basis, coverage, arrivedAt, deliveredAt, rollup }) => {
    const content = contents.get(id);
    if (rollup === null || content === undefined) return [];
    const { attribution, tagKeys } = rollup;
    const paths = (files.get(id) ?? []).map(({ path }) => path);
    const place = { id, source, scope, basis, coverage, attribution, tagKeys, files: paths };
    return [{ ...place, ...content, title, arrivedAt, deliveredAt }];
  });
}

const closedSchema = z.object({
  id: z.string(),
  source: z.string(),
  scope: z.string(),
  basis: z.enum(['billed', 'provider-estimate', 'own-estimate']),
  coverage: z.enum(['all', 'billed', 'effective'] satisfies CostCoverage[]),
  contentHash: z.string(),
  attribution: attributionSchema,
  tagKeys: z.array(z.string()),
});

/** The deliveries that a close counted, by the rules of then, with the files they still lie in. */
export async function readClosedDeliveries(pool: pg.Pool, root: string, closeId: string): Promise<CloseDelivery[]> {
  const { rows } = await pool.query(
    `SELECT delivery_id AS id, source, scope, basis, coverage, encode(content_hash, 'hex') AS "contentHash", attribution,
       tag_keys AS "tagKeys" FROM cost_close_delivery WHERE close_id = $1 ORDER BY source, scope, delivery_id`,
    [closeId],
  );
  const closed = closedSchema.array().parse(rows);
  const ids = closed.map(({ id }) => id);
  const files = Map.groupBy(await readDeliveryFiles(pool, root, ids), ({ deliveryId }) => deliveryId);
  return closed.map((delivery) => ({ ...delivery, files: (files.get(delivery.id) ?? []).map(({ path }) => path) }));
}
