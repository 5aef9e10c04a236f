import type { Connection } from '@/lib/api/contracts/connections';
import type { Permission } from '@/lib/domain/access';

export type ConnectionAction = 'sync' | 'pause' | 'edit' | 'rotate' | 'delete';

/** Why each action is not to be had here, in one sentence; null where it is. */
export type ActionRefusals = Record<ConnectionAction, string | null>;

const needsPermission = 'Needs connections:write. Ask an operator or an administrator.';
const declaredInFile = 'Declared in millwright.yaml; change it there.';

export function findActionRefusals(
  connection: Pick<Connection, 'managedBy' | 'paused'>,
  permissions: readonly Permission[],
): ActionRefusals {
  if (!permissions.includes('connections:write')) {
    return {
      sync: needsPermission,
      pause: needsPermission,
      edit: needsPermission,
      rotate: needsPermission,
      delete: needsPermission,
    };
  }
  const fileRefusal = connection.managedBy === 'file' ? declaredInFile : null;
  return {
    sync: connection.paused ? 'Paused. Resume it to read now.' : null,
    pause: fileRefusal,
    edit: fileRefusal,
    rotate: fileRefusal,
    delete: fileRefusal,
  };
}
