import type pg from 'pg';
import { z } from 'zod';
import { accountSumsSchema } from '../cost-ledger/account-sums';
import { attributionSchema } from './attribution-schema';

const rowSchema = z.object({
  id: z.string(),
  connectionId: z.string().nullable(),
  source: z.string(),
  scope: z.string(),
  title: z.string(),
  billingMonth: z.string(),
  basis: z.enum(['billed', 'provider-estimate', 'own-estimate']),
  coverage: z.enum(['all', 'billed', 'effective']),
  state: z.enum(['kept', 'quarantined', 'overlapping']),
  /** False: it was refused, or another source's delivery counts in its place. */
  counts: z.boolean(),
  /** Somebody waits no longer for what it would have told. Only of what is in quarantine. */
  isDismissed: z.boolean(),
  billingAccounts: z.array(z.string()),
  accountSums: accountSumsSchema,
  deliveredAt: z.date().nullable(),
  arrivedAt: z.date(),
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
  rejectedRows: z.string().transform(Number),
  rollup: z.object({ baseDay: z.string(), attribution: attributionSchema, tagKeys: z.array(z.string()) }).nullable(),
});

/** A delivery as it was known at an instant. Days and months are texts: `2026-11-01`. */
export type KnownDelivery = z.infer<typeof rowSchema>;

/**
 * What counted at an instant, and of each source, scope and month the newest that had arrived, where that does not count:
 * refused, or replaced by what another source tells. Oldest month first. `rollup` null: it is not added up.
 */
export async function readKnownDeliveries(pool: pg.Pool, asOf: Date): Promise<KnownDelivery[]> {
  const { rows } = await pool.query(
    `WITH known AS (
       SELECT *, state = 'kept' AND (superseded_at IS NULL OR superseded_at > $1) AS counts
       FROM cost_delivery WHERE arrived_at <= $1),
     newest AS (
       SELECT DISTINCT ON (source, scope, billing_month) * FROM known
       ORDER BY source, scope, billing_month, arrived_at DESC, id DESC)
     SELECT d.id, d.connection_id AS "connectionId", d.source, d.scope, d.title, d.basis, d.coverage, d.state, d.counts,
       to_char(d.billing_month, 'YYYY-MM-DD') AS "billingMonth", d.delivered_at AS "deliveredAt",
       d.arrived_at AS "arrivedAt", to_char(d.first_day, 'YYYY-MM-DD') AS "firstDay",
       to_char(d.last_day, 'YYYY-MM-DD') AS "lastDay", d.billing_accounts AS "billingAccounts",
       d.account_sums AS "accountSums",
       d.state = 'quarantined' AND coalesce((SELECT x.is_dismissed FROM cost_dismissal x
         WHERE x.delivery_id = d.id AND x.decided_at <= $1 ORDER BY x.decided_at DESC LIMIT 1), false) AS "isDismissed",
       d.rejected_rows AS "rejectedRows",
       CASE WHEN r.delivery_id IS NOT NULL THEN jsonb_build_object('baseDay', to_char(r.base_day, 'YYYY-MM-DD'),
         'attribution', r.attribution, 'tagKeys', r.tag_keys) END AS rollup
     FROM (SELECT * FROM known WHERE counts OR id IN (SELECT id FROM newest)) d
     LEFT JOIN cost_rollup r ON r.delivery_id = d.id
     ORDER BY d.billing_month, d.source, d.scope, d.id`,
    [asOf],
  );
  return rowSchema.array().parse(rows);
}
