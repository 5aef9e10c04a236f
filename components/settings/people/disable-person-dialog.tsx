'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { notify } from '@/components/ui/toast';
import type { Person } from '@/lib/api/contracts/people';
import { toApiProblem } from '@/lib/queries/api-problem';
import { disablePersonMutation } from '@/lib/queries/people';

export interface PersonDialogProps {
  person: Person;
  onClose: () => void;
}

/** Asks before somebody is locked out, or let in again. */
export function DisablePersonDialog({ person, onClose }: PersonDialogProps) {
  const disable = useMutation(disablePersonMutation(useQueryClient(), person.id));
  const verb = person.disabled ? 'Enable' : 'Disable';
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={`${verb} ${person.email}?`}
      consequence={
        person.disabled
          ? 'They can sign in again, with the roles they hold.'
          : 'They are signed out within 60 seconds, their API tokens stop working and they cannot sign in. What they did stays on record, and you can enable them again.'
      }
      verb={`${verb} person`}
      isPending={disable.isPending}
      fault={disable.error ? toApiProblem(disable.error).message : null}
      onConfirm={() =>
        disable.mutate(!person.disabled, {
          onSuccess: () => {
            notify({ tone: 'healthy', title: `${person.email} is ${person.disabled ? 'enabled' : 'disabled'}` });
            onClose();
          },
        })
      }
    />
  );
}
