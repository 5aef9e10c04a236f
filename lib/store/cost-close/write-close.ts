import { formatAmount } from '@/lib/domain/cost/amount';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import type { Prisma } from '@/lib/store/database/generated/client';
import { type Snapshot, toDigest } from './close-digest';

const lineColumns = `source text, scope text, basis text, currency text, provider text, "billingAccount" text, service text,
  "chargeCategory" text, team text, site text, rows bigint, billed numeric, effective numeric, list numeric, contracted numeric,
  "untoldBilled" bigint, "untoldEffective" bigint, "untoldList" bigint, "untoldContracted" bigint`;

/** Writes a snapshot in the caller's transaction, all parts of it at once. `before`: the month's close before it. */
export async function writeClose(
  tx: Prisma.TransactionClient,
  snapshot: Snapshot,
  before: { id: string; digest: Buffer } | null,
): Promise<{ id: string; digest: Buffer }> {
  const digest = toDigest(snapshot, before?.digest ?? null);
  const { id } = await tx.costClose.create({
    data: {
      billingMonth: new Date(`${snapshot.month}-01T00:00:00Z`),
      number: snapshot.number,
      follows: before?.id ?? null,
      asOf: new Date(snapshot.asOf),
      closedAt: new Date(snapshot.closedAt),
      closedBy: snapshot.closedBy,
      comment: snapshot.comment,
      overrideReason: snapshot.overrideReason,
      checklist: toJson(snapshot.checklist),
      ruleVersion: snapshot.ruleVersion,
      rates: toJson(snapshot.rates),
      chargeDays: toJson(snapshot.chargeDays),
      digest: new Uint8Array(digest),
    },
    select: { id: true },
  });
  await tx.costCloseDelivery.createMany({
    data: snapshot.deliveries.map(({ contentHash, attribution, tagKeys, arrivedAt, deliveredAt, ...delivery }) => ({
      ...delivery,
      closeId: id,
      contentHash: new Uint8Array(Buffer.from(contentHash, 'hex')),
      arrivedAt: new Date(arrivedAt),
      deliveredAt: deliveredAt === null ? null : new Date(deliveredAt),
      attribution: toJson(attribution),
      tagKeys: toJson(tagKeys),
    })),
  });
  const lines = snapshot.lines.map(({ sums, ...line }) => ({
    ...line,
    ...Object.fromEntries(
      costMetrics.flatMap((metric) => {
        const { amount, untold } = sums[metric];
        const name = `untold${metric.charAt(0).toUpperCase()}${metric.slice(1)}`;
        return [
          [metric, amount === null ? null : formatAmount(amount)],
          [name, untold],
        ];
      }),
    ),
  }));
  await tx.$executeRawUnsafe(
    `INSERT INTO cost_close_line (close_id, position, source, scope, basis, currency, provider, billing_account, service,
       charge_category, team, site, rows, billed, effective, list, contracted,
       untold_billed, untold_effective, untold_list, untold_contracted)
     SELECT $1::uuid, (line.position - 1)::integer, source, scope, basis, currency, provider, "billingAccount", service,
       "chargeCategory", team, site, rows, billed, effective, list, contracted,
       "untoldBilled", "untoldEffective", "untoldList", "untoldContracted"
     FROM ROWS FROM (jsonb_to_recordset($2::jsonb) AS (${lineColumns})) WITH ORDINALITY AS line (source, scope, basis, currency,
       provider, "billingAccount", service, "chargeCategory", team, site, rows, billed, effective, list, contracted,
       "untoldBilled", "untoldEffective", "untoldList", "untoldContracted", position)`,
    id,
    JSON.stringify(lines),
  );
  return { id, digest };
}

/** What is plain data, as the database takes JSON. */
function toJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value));
}
