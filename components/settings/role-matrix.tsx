import { Check } from 'lucide-react';
import { Panel } from '@/components/ui/panel';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { permissions, rolePermissions, roles } from '@/lib/domain/access';
import { roleWords } from '@/lib/format/access-words';
import { permissionWords, unscopedPermissions } from './scope-words';

/** What each role may do. Roles add up; a scope narrows what is seen. */
export function RoleMatrix() {
  return (
    <Panel title="Roles" unit="what each may do">
      <TableRegion label="Permissions by role">
        <Table>
          <thead>
            <tr>
              <HeaderCell isPinned className="pl-4">
                Permission
              </HeaderCell>
              {roles.map((role) => (
                <HeaderCell key={role} className="text-center">
                  {roleWords[role]}
                </HeaderCell>
              ))}
            </tr>
          </thead>
          <tbody>
            {permissions.map((permission) => (
              <TableRow key={permission}>
                <Cell isPinned className="py-1.5 pl-4">
                  <code className="text-meta">{permission}</code>
                  <p className="text-muted">
                    {permissionWords[permission]}
                    {unscopedPermissions.has(permission) ? ' *' : ''}
                  </p>
                </Cell>
                {roles.map((role) => (
                  <Cell key={role} className="text-center">
                    {rolePermissions[role].includes(permission) ? (
                      <>
                        <Check aria-hidden className="mx-auto size-4" />
                        <span className="sr-only">Yes</span>
                      </>
                    ) : (
                      <span className="sr-only">No</span>
                    )}
                  </Cell>
                ))}
              </TableRow>
            ))}
          </tbody>
        </Table>
      </TableRegion>
      <p className="px-4 py-2 text-meta text-muted">
        A person may hold several roles; what they allow adds up. A role can be held over everything, over one site or
        over what one team owns. * Counts only when held over everything.
      </p>
    </Panel>
  );
}
