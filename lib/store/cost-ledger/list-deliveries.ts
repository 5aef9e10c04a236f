import type pg from 'pg';
import { z } from 'zod';
import { billingSources } from '@/lib/domain/cost/billing-delivery';

const texts = z.array(z.string());
const rowSchema = z.object({
  id: z.string(),
  connection: z.object({ id: z.string(), name: z.string() }).nullable(),
  source: z.enum(billingSources),
  scope: z.string(),
  title: z.string(),
  /** `2026-11`. */
  month: z.string(),
  basis: z.enum(['billed', 'provider-estimate', 'own-estimate']),
  coverage: z.enum(['all', 'billed', 'effective']),
  state: z.enum(['kept', 'quarantined', 'overlapping']),
  /** The dismissal that holds; null: none does. */
  dismissal: z
    .object({ at: z.string().transform((at) => new Date(at)), by: z.string(), reason: z.string() })
    .nullable(),
  deliveredAt: z.date().nullable(),
  arrivedAt: z.date(),
  supersededAt: z.date().nullable(),
  supersededBy: z.string().nullable(),
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
  rows: z.string().transform(Number),
  rejectedRows: z.string().transform(Number),
  missing: texts,
  unknown: texts,
  billingAccounts: texts,
  rolledAt: z.date().nullable(),
  rulesVersion: z.number().nullable(),
});

/** A delivery as the ledger tells of it. `rolledAt` null: it is not added up. Days and months are texts. */
export type ListedDelivery = z.infer<typeof rowSchema>;

/** Where a page of deliveries ended. */
export interface DeliveryPosition {
  month: string;
  source: string;
  scope: string;
  arrivedAt: string;
  id: string;
}

export interface DeliveriesWanted {
  ids?: readonly string[];
  month?: string;
  sources?: readonly string[];
  states?: readonly string[];
  /** Also those that a later one took the place of. */
  superseded: boolean;
  /** Only of these; null: of any. */
  scopes: readonly { source: string; scope: string }[] | null;
  after: DeliveryPosition | null;
  limit: number;
}

/** Deliveries, the newest month first, then by source and scope, and of each what arrived last first. */
export async function listDeliveries(pool: pg.Pool, wanted: DeliveriesWanted): Promise<ListedDelivery[]> {
  const { after, scopes } = wanted;
  const { rows } = await pool.query(
    `SELECT d.id, CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('id', c.id, 'name', c.name) END AS connection,
       d.source, d.scope, d.title, to_char(d.billing_month, 'YYYY-MM') AS month, d.basis, d.coverage, d.state,
       d.delivered_at AS "deliveredAt", d.arrived_at AS "arrivedAt", d.superseded_at AS "supersededAt",
       d.superseded_by AS "supersededBy", to_char(d.first_day, 'YYYY-MM-DD') AS "firstDay",
       to_char(d.last_day, 'YYYY-MM-DD') AS "lastDay", d.rows, d.rejected_rows AS "rejectedRows", d.missing, d.unknown,
       d.billing_accounts AS "billingAccounts", r.rolled_at AS "rolledAt",
       (r.attribution->>'version')::int AS "rulesVersion",
       CASE WHEN x.is_dismissed THEN
         jsonb_build_object('at', x.decided_at, 'by', x.decided_by, 'reason', x.reason) END AS dismissal
     FROM cost_delivery d LEFT JOIN connection c ON c.id = d.connection_id LEFT JOIN cost_rollup r ON r.delivery_id = d.id
     LEFT JOIN LATERAL (SELECT * FROM cost_dismissal WHERE delivery_id = d.id ORDER BY decided_at DESC LIMIT 1) x ON true
     WHERE ($1::uuid[] IS NULL OR d.id = ANY($1)) AND ($2::text IS NULL OR d.billing_month = ($2 || '-01')::date)
       AND ($3::text[] IS NULL OR d.source = ANY($3)) AND ($4::text[] IS NULL OR d.state = ANY($4))
       AND ($5 OR d.superseded_at IS NULL)
       AND ($6::text[] IS NULL OR (d.source, d.scope) IN (SELECT * FROM unnest($6::text[], $7::text[])))
       AND ($8::text IS NULL OR d.billing_month < ($8 || '-01')::date OR (d.billing_month = ($8 || '-01')::date
         AND ((d.source, d.scope) > ($9, $10) OR ((d.source, d.scope) = ($9, $10)
         AND (d.arrived_at < $11::timestamptz OR (d.arrived_at = $11 AND d.id < $12::uuid))))))
     ORDER BY d.billing_month DESC, d.source, d.scope, d.arrived_at DESC, d.id DESC LIMIT $13`,
    [
      wanted.ids ?? null,
      wanted.month ?? null,
      wanted.sources ?? null,
      wanted.states ?? null,
      wanted.superseded,
      scopes?.map(({ source }) => source) ?? null,
      scopes?.map(({ scope }) => scope) ?? null,
      after?.month ?? null,
      after?.source ?? null,
      after?.scope ?? null,
      after?.arrivedAt ?? null,
      after?.id ?? null,
      wanted.limit,
    ],
  );
  return rowSchema.array().parse(rows);
}
