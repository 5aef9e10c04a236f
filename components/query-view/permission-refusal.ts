import type { Permission } from '@/lib/domain/access';

/** Why an action that takes a permission is not to be had, in one sentence; null when it is. */
export function findPermissionRefusal(
  permissions: readonly Permission[] | undefined,
  needed: Permission,
): string | null {
  if (permissions === undefined) return 'Finding out what you may do.';
  return permissions.includes(needed) ? null : `Needs ${needed}. Ask an administrator.`;
}
