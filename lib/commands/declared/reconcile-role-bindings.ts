import { countAdministrators, lockRoles } from '@/lib/access/grants/administrators';
import { serverLog } from '@/lib/access/server-log';
import type { DeclaredBinding } from '@/lib/config/declared';
import type { Prisma, RoleBinding } from '@/lib/store/database/generated/client';
import type { Changes } from './reconcile-connections';

/**
 * Makes the role bindings that the file manages those that are declared. Bindings that people made are left alone, and
 * administrators no longer declared stay until somebody else administers the console.
 */
export async function reconcileRoleBindings(
  tx: Prisma.TransactionClient,
  declared: readonly DeclaredBinding[],
): Promise<Changes> {
  await lockRoles(tx);
  const administrators = await countAdministrators(tx);
  const stored = await tx.roleBinding.findMany({ where: { managedBy: 'file' } });
  const wanted = new Map(declared.map((binding) => [toKey(toRow(binding)), binding]));
  const held = new Set(stored.map(toKey));
  const surplus = stored.filter((row) => !wanted.has(toKey(row)));
  const missing = [...wanted].filter(([key]) => !held.has(key)).map(([, binding]) => binding);

  await tx.roleBinding.deleteMany({ where: { id: { in: surplus.map(({ id }) => id) } } });
  await tx.roleBinding.createMany({ data: missing.map((binding) => ({ ...toRow(binding), managedBy: 'file' })) });
  const kept = administrators > 0 && (await countAdministrators(tx)) === 0 ? surplus.filter(isAdministrator) : [];
  if (kept.length > 0) {
    await tx.roleBinding.createMany({ data: kept });
    serverLog.warn(
      { roleBindings: kept.length },
      'millwright.yaml no longer declares the only administrators; they stay until somebody else is one.',
    );
  }
  return [
    ...missing.map((binding) => ({ ...toDetail(toRow(binding)), change: 'granted' })),
    ...surplus.filter((row) => !kept.includes(row)).map((row) => ({ ...toDetail(row), change: 'revoked' })),
  ];
}

function isAdministrator({ role, scopeKind }: BindingRow): boolean {
  return role === 'admin' && scopeKind === 'all';
}

type BindingRow = Pick<RoleBinding, 'email' | 'group' | 'role' | 'scopeKind' | 'scopeValue'>;

function toRow({ email, group, role, scope }: DeclaredBinding): BindingRow {
  const scopeValue = scope.kind === 'all' ? null : scope.kind === 'site' ? scope.site : scope.team;
  return { email: email ?? null, group: group ?? null, role, scopeKind: scope.kind, scopeValue };
}

function toKey({ email, group, role, scopeKind, scopeValue }: BindingRow): string {
  return JSON.stringify([email, group, role, scopeKind, scopeValue]);
}

function toDetail({ email, group, role, scopeKind, scopeValue }: BindingRow): Prisma.InputJsonObject {
  const scope = scopeValue === null ? scopeKind : `${scopeKind} ${scopeValue}`;
  return { ...(email === null ? { group } : { email }), role, scope };
}
