import { z } from 'zod';
import type { Actor } from '@/lib/access/actor';
import { Prisma } from '@/lib/store/database/generated/client';
import { heldGrantsSql, toHeldGrants } from './held-grants';

const rowSchema = z.object({ email: z.string(), grants: z.unknown() });

/** A person as an actor with everything they hold now; null when there is none, or they are disabled. */
export async function readPersonActor(tx: Prisma.TransactionClient, personId: string): Promise<Actor | null> {
  const [row] = await tx.$queryRaw<unknown[]>`
    SELECT p.email, ${Prisma.raw(heldGrantsSql)} AS grants FROM person p
    WHERE p.id = ${personId}::uuid AND p.disabled_at IS NULL`;
  if (row === undefined) return null;
  const { email, grants } = rowSchema.parse(row);
  return { kind: 'person', id: personId, personId, label: email, grants: toHeldGrants(grants) };
}
