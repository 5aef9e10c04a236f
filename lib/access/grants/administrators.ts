import { Refusal } from '@/lib/domain/refusal';
import type { Prisma } from '@/lib/store/database/generated/client';
import { Prisma as Sql } from '@/lib/store/database/generated/client';
import { holdsSql } from './held-grants';

const rolesLockKey = 7_114_220_321n;

/** Makes whoever changes roles or people wait for whoever does so now, until the end of the transaction. */
export async function lockRoles(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${rolesLockKey})`;
}

/** People who are not disabled and administer everything, however they came to. */
export async function countAdministrators(tx: Prisma.TransactionClient): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM person p WHERE p.disabled_at IS NULL AND EXISTS (
      SELECT FROM role_binding b WHERE b.role = 'admin' AND b.scope_kind = 'all' AND ${Sql.raw(holdsSql)})`;
  if (row === undefined) throw new TypeError('A count has one row.');
  return Number(row.count);
}

/**
 * Runs a change of roles or people such that it cannot leave the console without an administrator. Changes queue, so that
 * two administrators cannot remove each other at once. Throws a `conflict` Refusal.
 */
export async function keepingAnAdministrator<T>(tx: Prisma.TransactionClient, change: () => Promise<T>): Promise<T> {
  await lockRoles(tx);
  const before = await countAdministrators(tx);
  const result = await change();
  if (before > 0 && (await countAdministrators(tx)) === 0)
    throw new Refusal(
      'conflict',
      'This would leave nobody who administers this console. Make somebody else admin first.',
    );
  return result;
}
