'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { IconButton } from '@/components/ui/icon-button';
import { StatusMark } from '@/components/ui/status-mark';
import type { Person } from '@/lib/api/contracts/people';
import { roleWords } from '@/lib/format/access-words';
import { toApiProblem } from '@/lib/queries/api-problem';
import { revokeRoleMutation } from '@/lib/queries/people';
import { toScopeWords } from '../scope-words';

type Binding = Person['bindings'][number];

export interface PersonRolesProps {
  person: Person;
  /** Why roles cannot be revoked by this reader; null when they can. */
  refusal: string | null;
}

/** The roles a person holds, from where, and a way to take back those that were given here. */
export function PersonRoles({ person, refusal }: PersonRolesProps) {
  const [revoking, setRevoking] = useState<Binding | null>(null);
  const revoke = useMutation(revokeRoleMutation(useQueryClient(), person.id));
  if (person.bindings.length === 0) {
    return <StatusMark tone="unknown" word="No role: signs in and sees nothing" className="whitespace-normal!" />;
  }
  return (
    <>
      <ul className="flex flex-col gap-0.5">
        {person.bindings.map((binding) => (
          <li key={`${binding.id}${binding.group}`} className="flex min-h-5 flex-wrap items-center gap-x-2">
            <span>
              {roleWords[binding.role]} <span className="text-muted">over {toScopeWords(binding.scope)}</span>
            </span>
            <Origin binding={binding} />
            {binding.origin === 'person' && refusal === null ? (
              <IconButton
                label={`Revoke ${roleWords[binding.role]} over ${toScopeWords(binding.scope)} from ${person.email}`}
                size="compact"
                className="-my-1"
                onClick={() => setRevoking(binding)}
              >
                <X aria-hidden />
              </IconButton>
            ) : null}
          </li>
        ))}
      </ul>
      {revoking === null ? null : (
        <ConfirmDialog
          isOpen
          onOpenChange={(isOpen) => {
            if (!isOpen) setRevoking(null);
          }}
          title={`Revoke ${roleWords[revoking.role]} from ${person.email}?`}
          consequence={`Over ${toScopeWords(revoking.scope)}. It takes effect within 60 seconds, their API tokens included.`}
          verb="Revoke role"
          isPending={revoke.isPending}
          fault={revoke.error ? toApiProblem(revoke.error).message : null}
          onConfirm={() => revoke.mutate(revoking.id, { onSuccess: () => setRevoking(null) })}
        />
      )}
    </>
  );
}

function Origin({ binding }: { binding: Binding }) {
  if (binding.origin === 'file') return <span className="text-meta text-muted">in millwright.yaml, read-only</span>;
  if (binding.origin === 'group') return <span className="text-meta text-muted">through group {binding.group}</span>;
  return null;
}
