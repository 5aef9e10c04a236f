import { z } from 'zod';
import type { Database } from '@/lib/store/database/database';
import type { Rejection } from './incoming-delivery';
import type { PreparedDelivery } from './prepared-delivery';
import { type MonthOutcome, ofMonthStart } from './record-delivery';

/** Rejections as a delivery keeps them. */
export const rejectionsSchema: z.ZodType<Rejection[]> = z.array(
  z.object({
    file: z.string().nullable(),
    row: z.number().nullable(),
    column: z.string().nullable(),
    value: z.string().nullable(),
    reason: z.string(),
  }),
);

/** What became before of files that the ledger has as the last of their source and scope: month by month, with the reasons. */
export async function readUnchangedMonths(
  { prisma }: Pick<Database, 'prisma'>,
  { delivery: { source, scope }, contentHash }: Pick<PreparedDelivery, 'delivery' | 'contentHash'>,
): Promise<MonthOutcome[]> {
  const found = await prisma.costDelivery.findMany({
    where: { source, scope, contentHash: new Uint8Array(contentHash) },
    orderBy: [{ billingMonth: 'asc' }, { arrivedAt: 'desc' }],
    distinct: ['billingMonth'],
  });
  return found.map(({ id, billingMonth, rows, rejectedRows, rejections }) => ({
    month: ofMonthStart(billingMonth),
    state: 'unchanged',
    deliveryId: id,
    rows: Number(rows),
    rejectedRows: Number(rejectedRows),
    rejections: rejectionsSchema.parse(rejections),
  }));
}
