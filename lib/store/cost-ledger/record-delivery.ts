import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import { within, writeRollup } from '@/lib/store/cost-rollups/write-rollup';
import type { Prisma } from '@/lib/store/database/generated/client';
import { toMonth } from './converted-file';
import { findOverlap } from './find-overlap';
import type { Rejection } from './incoming-delivery';
import type { PreparedDelivery, PreparedMonth } from './prepared-delivery';

export type DeliveryState = 'kept' | 'quarantined' | 'overlapping';

/** What became of one month of a delivery. `unchanged`: the ledger has these very files as the last. */
export interface MonthOutcome {
  month: BillingMonth;
  state: DeliveryState | 'unchanged';
  /** Of the delivery recorded, or of the one that has these files already. */
  deliveryId: string;
  rows: number;
  rejectedRows: number;
  rejections: Rejection[];
}

/**
 * Records a prepared delivery, month by month, in the caller's transaction: a month that counts supersedes the former of
 * its source and scope at the same instant. What is quarantined or overlaps supersedes only what does not count either.
 */
export async function recordDelivery(
  tx: Prisma.TransactionClient,
  prepared: PreparedDelivery,
  now: Date,
): Promise<MonthOutcome[]> {
  const months = [...(prepared.months ?? [])].sort((one, other) => (one.month < other.month ? -1 : 1));
  const outcomes: MonthOutcome[] = [];
  for (const month of months) {
    await lockMonth(tx, month.month);
    outcomes.push(await recordMonth(tx, prepared, month, now));
  }
  return outcomes;
}

/** One change of a billing month at a time: what overlaps is known only then. */
export async function lockMonth(tx: Prisma.TransactionClient, month: BillingMonth): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`cost ${month}`}, 0))`;
}

/** The first day of a billing month, as the database keeps it. */
export function toMonthStart(month: BillingMonth): Date {
  return new Date(`${month}-01T00:00:00Z`);
}

/** The billing month that begins with a day. */
export function ofMonthStart(day: Date): BillingMonth {
  return toMonth(day.toISOString().slice(0, 7));
}

/**
 * The instant from which a delivery counts: now, but after those it takes the place of, and after the month's last close.
 * What waited while the month was closed is not among what was known at the close.
 */
export async function toArrival(
  tx: Prisma.TransactionClient,
  billingMonth: Date,
  now: Date,
  former: readonly Date[],
): Promise<Date> {
  const closed = await tx.costClose.aggregate({ where: { billingMonth }, _max: { asOf: true } });
  const earlier = closed._max.asOf === null ? former : [...former, closed._max.asOf];
  return new Date(Math.max(now.getTime(), ...earlier.map((instant) => instant.getTime() + 1)));
}

async function recordMonth(
  tx: Prisma.TransactionClient,
  { delivery, contentHash }: PreparedDelivery,
  month: PreparedMonth,
  now: Date,
): Promise<MonthOutcome> {
  const billingMonth = toMonthStart(month.month);
  const { source, scope, coverage } = delivery;
  const last = await tx.costDelivery.findFirst({
    where: { source, scope, billingMonth },
    orderBy: { arrivedAt: 'desc' },
  });
  const { rows, rejectedRows } = month;
  const isFaulty = month.rejections.length > 0 || rejectedRows > 0;
  // What was refused is read again: by a later version of the reading it may be well.
  const isSame = last !== null && contentHash.equals(last.contentHash) && (isFaulty || last.state !== 'quarantined');
  if (isSame) {
    // What was asked to be read again has been.
    if (last.version !== delivery.version)
      await tx.costDelivery.update({ where: { id: last.id }, data: { version: delivery.version } });
    const told = { month: month.month, deliveryId: last.id, rows, rejectedRows, rejections: month.rejections };
    return { ...told, state: 'unchanged' };
  }
  const overlap = isFaulty
    ? null
    : await findOverlap(tx, { source, scope, coverage, billingMonth, billingAccounts: month.billingAccounts });
  const state = isFaulty ? 'quarantined' : overlap === null ? 'kept' : 'overlapping';
  const rejections = overlap === null ? month.rejections : [overlap.rejection];
  const arrivedAt = await toArrival(tx, billingMonth, now, last === null ? [] : [last.arrivedAt]);
  const former = await supersede(tx, { source, scope, billingMonth, state, arrivedAt });
  const { id } = await tx.costDelivery.create({
    data: {
      connectionId: delivery.connectionId ?? null,
      source,
      scope,
      title: delivery.title,
      billingMonth,
      version: delivery.version,
      contentHash: new Uint8Array(contentHash),
      basis: delivery.basis,
      coverage,
      state,
      deliveredAt: delivery.deliveredAt,
      arrivedAt,
      rows,
      rejectedRows,
      rejections: rejections.map((rejection) => ({ ...rejection })),
      billingAccounts: month.billingAccounts,
      accountSums: month.accountSums.map((sum) => ({ ...sum })),
      missing: month.missing,
      unknown: month.unknown,
      firstDay: month.days?.first,
      lastDay: month.days?.last,
      files: {
        create: month.files.map(({ sha256, parquetHash, ...file }) => ({
          ...file,
          sha256: new Uint8Array(sha256),
          parquetHash: parquetHash === null ? null : new Uint8Array(parquetHash),
        })),
      },
    },
    select: { id: true },
  });
  await tx.costDelivery.updateMany({ where: { id: { in: former } }, data: { supersededBy: id } });
  if (month.rollup !== undefined) await writeRollup(within(tx), id, month.rollup, arrivedAt);
  return { month: month.month, state, deliveryId: id, rows, rejectedRows, rejections };
}

/** What a delivery of this state takes the place of; it is marked before the new one is there, for only one may count. */
async function supersede(
  tx: Prisma.TransactionClient,
  place: { source: string; scope: string; billingMonth: Date; state: DeliveryState; arrivedAt: Date },
): Promise<string[]> {
  const { source, scope, billingMonth, state, arrivedAt } = place;
  const former = await tx.costDelivery.findMany({
    where: {
      source,
      scope,
      billingMonth,
      supersededAt: null,
      ...(state === 'kept' ? {} : { state: { not: 'kept' } }),
    },
    select: { id: true },
  });
  const ids = former.map(({ id }) => id);
  await tx.costDelivery.updateMany({ where: { id: { in: ids } }, data: { supersededAt: arrivedAt } });
  return ids;
}
