import { readDatabaseTime } from '@/lib/store/database/database-time';
import type { Prisma } from '@/lib/store/database/generated/client';

/** Makes every inventory due: with the next reads, each resource stands where the sites and rules of now put it. */
export async function placeAgain(tx: Prisma.TransactionClient): Promise<void> {
  await tx.collectionSchedule.updateMany({
    where: { capability: 'inventory', requestedAt: null },
    data: { requestedAt: await readDatabaseTime(tx) },
  });
}
