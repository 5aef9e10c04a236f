'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Instant } from '@/components/time/instant';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorSummary } from '@/components/ui/error-summary';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { isEmailAddress } from '@/components/ui/is-email-address';
import { toApiProblem } from '@/lib/queries/api-problem';
import { useIdempotencyKey } from '@/lib/queries/idempotency-key';
import { createInvitationMutation } from '@/lib/queries/people';
import { ShownOnce } from '../shown-once';
import { emptyRoleDraft, findScopeFault, RoleFields, toScope } from './role-fields';

/** Makes a one-time link for somebody, and shows it this once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const formId = useId();
  const ids = { email: useId(), scope: useId() };
  const [email, setEmail] = useState('');
  const [draft, setDraft] = useState(emptyRoleDraft);
  const [faults, setFaults] = useState<{ email: string | null; scope: string | null }>({ email: null, scope: null });
  const [attempt, setAttempt] = useState(0);
  const invite = useMutation(createInvitationMutation(useQueryClient()));
  const idempotency = useIdempotencyKey();
  const created = invite.data;

  function submit(event: FormEvent) {
    event.preventDefault();
    const found = {
      email: isEmailAddress(email) ? null : 'Enter an e-mail address, such as ada@example.com.',
      scope: findScopeFault(draft),
    };
    setFaults(found);
    setAttempt((count) => count + 1);
    if (found.email !== null || found.scope !== null || invite.isPending) return;
    const input = { email: email.trim(), role: draft.role, scope: toScope(draft) };
    invite.mutate({ input, idempotencyKey: idempotency.keyFor(input) }, { onSuccess: idempotency.spend });
  }

  const errors = [
    ...(faults.email === null ? [] : [{ fieldId: ids.email, message: faults.email }]),
    ...(faults.scope === null ? [] : [{ fieldId: ids.scope, message: faults.scope }]),
    ...(invite.error ? [{ fieldId: null, message: toApiProblem(invite.error).message }] : []),
  ];
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={created ? `${created.invitation.email} is invited` : 'Invite somebody'}
      description={created ? undefined : 'They get a role by opening a link, once. No password is made.'}
      size="small"
      actions={
        created ? (
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" form={formId} variant="primary" isPending={invite.isPending}>
              Create link
            </Button>
          </>
        )
      }
    >
      {created ? (
        <ShownOnce label="Invitation link" value={created.url}>
          {created.mailed ? 'It was also sent by e-mail. ' : 'Hand it over yourself. '}
          It works once, until <Instant at={created.invitation.expiresAt} as="both" />, and is not shown again.
        </ShownOnce>
      ) : (
        <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
          {errors.length === 0 ? null : <ErrorSummary title="No link was made" attempt={attempt} errors={errors} />}
          <FormField id={ids.email} label="E-mail address" isRequired error={faults.email}>
            {(control) => (
              <Input
                {...control}
                type="email"
                autoComplete="off"
                maxLength={254}
                value={email}
                onChange={(event) => setEmail(event.target.value)}
              />
            )}
          </FormField>
          <RoleFields draft={draft} onDraftChange={setDraft} scopeFault={faults.scope} scopeFieldId={ids.scope} />
        </form>
      )}
    </Dialog>
  );
}
