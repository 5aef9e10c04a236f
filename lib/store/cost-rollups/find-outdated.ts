import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import { z } from 'zod';
import type { Attribution } from '@/lib/domain/cost/attribution-rules';
import { attributionSchema } from './attribution-schema';
import { readAttribution } from './read-attribution';

/** A delivery that is not added up by the rules of now, and those rules. */
interface OutdatedDelivery {
  id: string;
  connectionId: string | null;
  attribution: Attribution;
}

const rowSchema = z.object({
  id: z.string(),
  connectionId: z.string().nullable(),
  isCurrent: z.boolean(),
  attribution: attributionSchema.nullable(),
});

/**
 * The deliveries to add up anew: those that count now and were added up by other rules, and any that ever counted and is
 * not added up at all; those that count now first, and of them the newest month. What has no connection, or whose
 * connection was removed, keeps the rules it was added up by, and follows the names of sites alone.
 */
export async function findOutdated(pool: pg.Pool): Promise<OutdatedDelivery[]> {
  const { rows } = await pool.query(
    `SELECT d.id, c.id AS "connectionId", d.superseded_at IS NULL AS "isCurrent", r.attribution
     FROM cost_delivery d LEFT JOIN cost_rollup r ON r.delivery_id = d.id
       LEFT JOIN connection c ON c.id = d.connection_id
     WHERE d.state = 'kept' AND (d.superseded_at IS NULL OR r.delivery_id IS NULL)
     ORDER BY "isCurrent" DESC, d.billing_month DESC, d.id`,
  );
  const rulesOf = new Map<string | null, Attribution>();
  const outdated: OutdatedDelivery[] = [];
  for (const { id, connectionId, attribution } of rowSchema.array().parse(rows)) {
    const now = rulesOf.get(connectionId) ?? (await readAttribution(pool, connectionId));
    rulesOf.set(connectionId, now);
    const wanted =
      connectionId === null && attribution !== null ? { ...attribution, siteAliases: now.siteAliases } : now;
    if (!isDeepStrictEqual(attribution, wanted)) outdated.push({ id, connectionId, attribution: wanted });
  }
  return outdated;
}
