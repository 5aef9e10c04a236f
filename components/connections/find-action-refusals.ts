import { findPermissionRefusal } from '@/components/query-view/permission-refusal';
import type { Connection } from '@/lib/api/contracts/connections';
import type { Permission } from '@/lib/domain/access';

export type ConnectionAction = 'sync' | 'test' | 'pause' | 'edit' | 'rotate' | 'delete';

/** Why each action is not to be had here, in one sentence; null where it is. */
export type ActionRefusals = Record<ConnectionAction, string | null>;

const declaredInFile = 'Declared in millwright.yaml; change it there.';

export function findActionRefusals(
  connection: Pick<Connection, 'managedBy' | 'paused'>,
  permissions: readonly Permission[] | undefined,
): ActionRefusals {
  const denial = findPermissionRefusal(permissions, 'connections:write');
  if (denial !== null)
    return { sync: denial, test: denial, pause: denial, edit: denial, rotate: denial, delete: denial };
  const fileRefusal = connection.managedBy === 'file' ? declaredInFile : null;
  return {
    sync: connection.paused ? 'Paused. Resume it to read now.' : null,
    test: null,
    pause: fileRefusal,
    edit: fileRefusal,
    rotate: fileRefusal,
    delete: fileRefusal,
  };
}
