import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import { z } from 'zod';
import { type Attribution, withWrittenRules } from '@/lib/domain/cost/attribution-rules';
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
 * connection was removed, keeps the rules that came with it, and follows the written ones and the names of sites.
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
    const wanted = connectionId === null && attribution !== null ? keepOwn(attribution, now) : now;
    if (!areAlike(attribution, wanted)) outdated.push({ id, connectionId, attribution: wanted });
  }
  return outdated;
}

/** The rules that came with a delivery, behind those that are written now. */
function keepOwn(attribution: Attribution, now: Attribution): Attribution {
  const written = { number: now.version, rules: now.rules.slice(0, now.written) };
  return withWrittenRules({ ...attribution, siteAliases: now.siteAliases }, written);
}

/** Whether rows are attributed alike: a version that changes other rules than these changes no roll-up. */
function areAlike(attribution: Attribution | null, wanted: Attribution): boolean {
  return attribution !== null && isDeepStrictEqual({ ...attribution, version: null }, { ...wanted, version: null });
}
