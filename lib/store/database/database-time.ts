import { z } from 'zod';
import type { Prisma } from '@/lib/store/database/generated/client';

const rowsSchema = z.tuple([z.object({ now: z.date() })]);

/** The database's time at the transaction's start: for what is compared with its clock later, ours may differ. */
export async function readDatabaseTime(tx: Prisma.TransactionClient): Promise<Date> {
  const [{ now }] = rowsSchema.parse(await tx.$queryRaw`SELECT now()`);
  return now;
}
