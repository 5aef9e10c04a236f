import type { Permission } from '@/lib/domain/access';
import { sayRefusal, sayRolesWith } from '@/lib/format/access-words';

/** Why an action that takes a permission is not to be had, and who has it; null when it is. */
export function findPermissionRefusal(
  permissions: readonly Permission[] | undefined,
  needed: Permission,
): string | null {
  if (permissions === undefined) return 'Finding out what you may do.';
  return permissions.includes(needed) ? null : `${sayRefusal(needed)}. ${sayRolesWith(needed)}`;
}
