'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorSummary } from '@/components/ui/error-summary';
import { notify } from '@/components/ui/toast';
import { roleWords } from '@/lib/format/access-words';
import { toApiProblem } from '@/lib/queries/api-problem';
import { grantRoleMutation } from '@/lib/queries/people';
import type { PersonDialogProps } from './disable-person-dialog';
import { emptyRoleDraft, findScopeFault, RoleFields, toScope } from './role-fields';

/** Gives somebody a role. */
export function GrantRoleDialog({ person, onClose }: PersonDialogProps) {
  const formId = useId();
  const scopeFieldId = useId();
  const [draft, setDraft] = useState(emptyRoleDraft);
  const [scopeFault, setScopeFault] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const grant = useMutation(grantRoleMutation(useQueryClient(), person.id));

  function submit(event: FormEvent) {
    event.preventDefault();
    const fault = findScopeFault(draft);
    setScopeFault(fault);
    setAttempt((count) => count + 1);
    if (fault !== null || grant.isPending) return;
    grant.mutate(
      { role: draft.role, scope: toScope(draft) },
      {
        onSuccess: () => {
          notify({ tone: 'healthy', title: `${person.email} is now ${roleWords[draft.role].toLowerCase()}` });
          onClose();
        },
      },
    );
  }

  const refused = grant.error ? [{ fieldId: null, message: toApiProblem(grant.error).message }] : [];
  const errors = scopeFault === null ? refused : [{ fieldId: scopeFieldId, message: scopeFault }];
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={`Grant a role to ${person.email}`}
      size="small"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isPending={grant.isPending}>
            Grant role
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
        {errors.length === 0 ? null : (
          <ErrorSummary title="The role was not granted" attempt={attempt} errors={errors} />
        )}
        <RoleFields draft={draft} onDraftChange={setDraft} scopeFault={scopeFault} scopeFieldId={scopeFieldId} />
      </form>
    </Dialog>
  );
}
