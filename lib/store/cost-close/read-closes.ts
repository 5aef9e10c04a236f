import type pg from 'pg';
import { z } from 'zod';
import { parseAmount } from '@/lib/domain/cost/amount';
import { isKeptFinding, type KeptFinding } from '@/lib/domain/cost/checklist-finding';
import { checklistIds, checklistStates } from '@/lib/domain/cost/close-checklist';
import { type SnapshotDelivery, toDigest } from './close-digest';
import type { CloseLine } from './sum-close-lines';

const text = z.string().nullable();
const instant = z.date().transform((date) => date.toISOString());

const closeSchema = z.object({
  id: z.string(),
  month: z.string(),
  number: z.number(),
  follows: text,
  asOf: instant,
  closedAt: instant,
  closedBy: z.string(),
  comment: z.string(),
  overrideReason: text,
  checklist: z.array(
    z.object({
      id: z.enum(checklistIds),
      state: z.enum(checklistStates),
      found: z.array(z.custom<KeptFinding>(isKeptFinding)),
    }),
  ),
  ruleVersion: z.number().nullable(),
  rates: z.array(z.unknown()),
  chargeDays: z.array(
    z.object({
      basis: z.string(),
      currency: text,
      rows: z.number(),
      costs: z.object({ billed: text, effective: text, list: text, contracted: text }),
    }),
  ),
  digest: z.instanceof(Buffer),
  reopening: z
    .object({ at: z.string().transform((at) => new Date(at).toISOString()), by: z.string(), reason: z.string() })
    .nullable(),
});

/** A close as it was written, with what became of it. `reopening` null: it stands. */
export type StoredClose = z.infer<typeof closeSchema>;

/** The closes of one month, or of all, the newest month first and within it the last close first. */
export async function readCloses(pool: pg.Pool, month: string | null = null): Promise<StoredClose[]> {
  const { rows } = await pool.query(
    `SELECT c.id, to_char(c.billing_month, 'YYYY-MM') AS month, c.number, c.follows, c.as_of AS "asOf", c.closed_at AS "closedAt",
       c.closed_by AS "closedBy", c.comment, c.override_reason AS "overrideReason", c.checklist,
       c.rule_version AS "ruleVersion", c.rates, c.charge_days AS "chargeDays", c.digest,
       CASE WHEN r.close_id IS NOT NULL THEN
         jsonb_build_object('at', r.reopened_at, 'by', r.reopened_by, 'reason', r.reason) END AS reopening
     FROM cost_close c LEFT JOIN cost_close_reopening r ON r.close_id = c.id
     WHERE $1::text IS NULL OR to_char(c.billing_month, 'YYYY-MM') = $1
     ORDER BY c.billing_month DESC, c.number DESC`,
    [month],
  );
  return closeSchema.array().parse(rows);
}

const amount = text.transform((told, context) => {
  if (told === null) return null;
  const read = parseAmount(told);
  if (read !== null) return read;
  context.addIssue({ code: 'custom', message: 'A sum is a number.' });
  return z.NEVER;
});
const count = z.string().transform(Number);
const lineSchema = z.object({
  source: z.string(),
  scope: z.string(),
  basis: z.enum(['billed', 'provider-estimate', 'own-estimate']),
  currency: text,
  provider: text,
  billingAccount: text,
  service: text,
  chargeCategory: text,
  team: text,
  site: text,
  rows: count,
  billed: amount,
  effective: amount,
  list: amount,
  contracted: amount,
  untoldBilled: count,
  untoldEffective: count,
  untoldList: count,
  untoldContracted: count,
});

/** The lines of a close, in the order they were written. */
export async function readCloseLines(pool: pg.Pool, closeId: string): Promise<CloseLine[]> {
  const { rows } = await pool.query(
    `SELECT source, scope, basis, currency, provider, billing_account AS "billingAccount", service,
       charge_category AS "chargeCategory", team, site, rows, billed::text, effective::text, list::text, contracted::text,
       untold_billed AS "untoldBilled", untold_effective AS "untoldEffective", untold_list AS "untoldList",
       untold_contracted AS "untoldContracted"
     FROM cost_close_line WHERE close_id = $1 ORDER BY position`,
    [closeId],
  );
  return lineSchema
    .array()
    .parse(rows)
    .map(
      ({
        billed,
        effective,
        list,
        contracted,
        untoldBilled,
        untoldEffective,
        untoldList,
        untoldContracted,
        ...line
      }) => ({
        ...line,
        sums: {
          billed: { amount: billed, untold: untoldBilled },
          effective: { amount: effective, untold: untoldEffective },
          list: { amount: list, untold: untoldList },
          contracted: { amount: contracted, untold: untoldContracted },
        },
      }),
    );
}

const deliverySchema = z.object({
  deliveryId: z.string(),
  source: z.string(),
  scope: z.string(),
  title: z.string(),
  basis: z.string(),
  coverage: z.string(),
  contentHash: z.string(),
  arrivedAt: instant,
  deliveredAt: z
    .date()
    .nullable()
    .transform((date) => date?.toISOString() ?? null),
  rows: count,
  attribution: z.unknown(),
  tagKeys: z.array(z.string()),
});

/** The deliveries a close counted, as it kept them. */
export async function readSnapshotDeliveries(pool: pg.Pool, closeId: string): Promise<SnapshotDelivery[]> {
  const { rows } = await pool.query(
    `SELECT delivery_id AS "deliveryId", source, scope, title, basis, coverage, encode(content_hash, 'hex') AS "contentHash",
       arrived_at AS "arrivedAt", delivered_at AS "deliveredAt", rows, attribution, tag_keys AS "tagKeys"
     FROM cost_close_delivery WHERE close_id = $1 ORDER BY source, scope, delivery_id`,
    [closeId],
  );
  return deliverySchema.array().parse(rows);
}

/** Whether what is kept of a close still has the digest that was written with it. */
export async function verifyClose(pool: pg.Pool, close: StoredClose, before: StoredClose | null): Promise<boolean> {
  const { id, follows: _, digest, reopening: __, ...kept } = close;
  const [deliveries, lines] = await Promise.all([readSnapshotDeliveries(pool, id), readCloseLines(pool, id)]);
  return toDigest({ ...kept, deliveries, lines }, before?.digest ?? null).equals(digest);
}
