'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { findPermissionRefusal } from '@/components/query-view/permission-refusal';
import { usePermissions } from '@/components/shell/use-me';
import { Panel } from '@/components/ui/panel';
import { RefusableButton } from '@/components/ui/refusable-button';
import { HeaderCell, Table, TableRegion } from '@/components/ui/table';
import type { People } from '@/lib/api/contracts/people';
import { formatQuantity } from '@/lib/format/format-number';
import { InvitationRow } from './invitation-row';

const InviteDialog = dynamic(() => import('./invite-dialog').then((module) => module.InviteDialog));

/** Who was invited, and whether the link is still good. */
export function InvitationsPanel({ invitations }: Pick<People, 'invitations'>) {
  const [isInviting, setIsInviting] = useState(false);
  const refusal = findPermissionRefusal(usePermissions(), 'people:write');
  return (
    <Panel
      title="Invitations"
      unit={formatQuantity(invitations.length, 'invitation')}
      menu={
        <RefusableButton size="compact" refusal={refusal} onClick={() => setIsInviting(true)}>
          Invite…
        </RefusableButton>
      }
    >
      {invitations.length === 0 ? (
        <p className="p-4 text-muted">
          Nobody was invited. People of your identity provider need no invitation; a link is for those without one.
        </p>
      ) : (
        <TableRegion label="List of invitations">
          <Table>
            <thead>
              <tr>
                <HeaderCell className="pl-4">Address</HeaderCell>
                <HeaderCell>Role</HeaderCell>
                <HeaderCell>State</HeaderCell>
                <HeaderCell>Created</HeaderCell>
                <HeaderCell>Expires</HeaderCell>
                <HeaderCell className="pr-4">
                  <span className="sr-only">Actions</span>
                </HeaderCell>
              </tr>
            </thead>
            <tbody>
              {invitations.map((invitation) => (
                <InvitationRow key={invitation.id} invitation={invitation} refusal={refusal} />
              ))}
            </tbody>
          </Table>
        </TableRegion>
      )}
      {isInviting ? <InviteDialog onClose={() => setIsInviting(false)} /> : null}
    </Panel>
  );
}
