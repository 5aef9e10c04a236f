'use client';
import { Ellipsis } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { findPermissionRefusal } from '@/components/query-view/permission-refusal';
import { useMe, usePermissions } from '@/components/shell/use-me';
import { Instant } from '@/components/time/instant';
import { Badge } from '@/components/ui/badge';
import { Menu, MenuItem } from '@/components/ui/dropdown-menu';
import { IconButton } from '@/components/ui/icon-button';
import { Missing } from '@/components/ui/missing';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { Person } from '@/lib/api/contracts/people';
import { formatNumber } from '@/lib/format/format-number';
import { PersonRoles } from './person-roles';

const GrantRoleDialog = dynamic(() => import('./grant-role-dialog').then((module) => module.GrantRoleDialog));
const DisablePersonDialog = dynamic(() =>
  import('./disable-person-dialog').then((module) => module.DisablePersonDialog),
);

/** People with their roles, when they were last seen, and what can be done about them. */
export function PeopleTable({ people }: { people: readonly Person[] }) {
  return (
    <TableRegion label="List of people">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="min-w-48 pl-4">
              Person
            </HeaderCell>
            <HeaderCell>State</HeaderCell>
            <HeaderCell className="min-w-64">Roles</HeaderCell>
            <HeaderCell>Last seen</HeaderCell>
            <HeaderCell isNumeric>Sessions</HeaderCell>
            <HeaderCell className="pr-4">
              <span className="sr-only">Actions</span>
            </HeaderCell>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <PersonRow key={person.id} person={person} />
          ))}
        </tbody>
      </Table>
    </TableRegion>
  );
}

function PersonRow({ person }: { person: Person }) {
  const me = useMe();
  const [open, setOpen] = useState<'grant' | 'disable' | null>(null);
  const refusal = findPermissionRefusal(usePermissions(), 'people:write');
  const isMe = me?.person.id === person.id;
  const close = () => setOpen(null);
  return (
    <TableRow className="align-top [&>td]:py-1.5">
      <Cell isPinned className="pl-4">
        <span className="flex flex-wrap items-center gap-1 font-medium">
          {person.name ?? person.email}
          {isMe ? <Badge>You</Badge> : null}
        </span>
        {person.name === null ? null : <p className="break-all text-muted">{person.email}</p>}
      </Cell>
      <Cell>
        {person.disabled ? <StatusMark tone="neutral" word="Disabled" /> : <StatusMark tone="healthy" word="Active" />}
      </Cell>
      <Cell>
        <PersonRoles person={person} refusal={refusal} />
      </Cell>
      <Cell className="whitespace-nowrap">
        {person.lastSeenAt === null ? (
          <Missing reason="Never signed in" />
        ) : (
          <Instant at={person.lastSeenAt} as="both" />
        )}
      </Cell>
      <Cell isNumeric>{formatNumber(person.activeSessions)}</Cell>
      <Cell className="pr-4 text-right">
        <Menu
          label={`Actions for ${person.email}`}
          trigger={
            <IconButton label={`Actions for ${person.email}`} size="compact" className="-my-1">
              <Ellipsis aria-hidden />
            </IconButton>
          }
        >
          <MenuItem refusal={refusal} onSelect={() => setOpen('grant')}>
            Grant a role…
          </MenuItem>
          <MenuItem
            isDestructive={!person.disabled}
            refusal={refusal ?? (isMe ? 'You cannot disable yourself.' : null)}
            onSelect={() => setOpen('disable')}
          >
            {person.disabled ? 'Enable…' : 'Disable…'}
          </MenuItem>
        </Menu>
        {open === 'grant' ? <GrantRoleDialog person={person} onClose={close} /> : null}
        {open === 'disable' ? <DisablePersonDialog person={person} onClose={close} /> : null}
      </Cell>
    </TableRow>
  );
}
