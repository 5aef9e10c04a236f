import { reachOf } from '@/lib/access/authorise';
import { readPersonActor } from '@/lib/access/grants/read-person-actor';
import { type BudgetSlice, isSliceWithin } from '@/lib/domain/cost/budget';
import type { Prisma } from '@/lib/store/database/generated/client';

/** Whether a person may see, by what they hold now, all that a budget counts. Whoever is disabled may not. */
export async function maySeeSlice(
  tx: Prisma.TransactionClient,
  personId: string,
  slice: BudgetSlice,
): Promise<boolean> {
  const actor = await readPersonActor(tx, personId);
  const reach = actor && reachOf(actor, 'cost:read');
  return reach !== null && isSliceWithin(slice, reach);
}
