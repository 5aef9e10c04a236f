'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { usePermissions } from '@/components/shell/use-me';
import { Instant } from '@/components/time/instant';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorSummary } from '@/components/ui/error-summary';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { LabelledCheckbox } from '@/components/ui/labelled-checkbox';
import { Select } from '@/components/ui/select';
import type { Permission } from '@/lib/domain/access';
import { toApiProblem } from '@/lib/queries/api-problem';
import { useIdempotencyKey } from '@/lib/queries/idempotency-key';
import { createTokenMutation } from '@/lib/queries/tokens';
import { permissionWords } from '../scope-words';
import { ShownOnce } from '../shown-once';

const lifetimes = [7, 30, 90, 180, 365] as const;

/** Makes a token with a part of what the person may do, and shows its value this once. */
export function CreateTokenDialog({ onClose }: { onClose: () => void }) {
  const formId = useId();
  const ids = { name: useId(), permissions: useId() };
  const held = usePermissions() ?? [];
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly Permission[]>([]);
  const [expiresInDays, setExpiresInDays] = useState(30);
  const [faults, setFaults] = useState<{ name: string | null; permissions: string | null }>({
    name: null,
    permissions: null,
  });
  const [attempt, setAttempt] = useState(0);
  const create = useMutation(createTokenMutation(useQueryClient()));
  const idempotency = useIdempotencyKey();
  const created = create.data;

  function submit(event: FormEvent) {
    event.preventDefault();
    const found = {
      name: name.trim() === '' ? 'Give the token a name.' : null,
      permissions: chosen.length === 0 ? 'Choose at least one thing it may do.' : null,
    };
    setFaults(found);
    setAttempt((count) => count + 1);
    if (found.name !== null || found.permissions !== null || create.isPending) return;
    const input = { name: name.trim(), permissions: [...chosen], expiresInDays };
    create.mutate({ input, idempotencyKey: idempotency.keyFor(input) }, { onSuccess: idempotency.spend });
  }

  const errors = [
    ...(faults.name === null ? [] : [{ fieldId: ids.name, message: faults.name }]),
    ...(faults.permissions === null ? [] : [{ fieldId: ids.permissions, message: faults.permissions }]),
    ...(create.error ? [{ fieldId: null, message: toApiProblem(create.error).message }] : []),
  ];
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={created ? `${created.token.name} was created` : 'Create an API token'}
      description={created ? undefined : 'It acts in your name and never beyond what you may do yourself.'}
      actions={
        created ? (
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" form={formId} variant="primary" isPending={create.isPending}>
              Create token
            </Button>
          </>
        )
      }
    >
      {created ? (
        <ShownOnce label="Token" value={created.value}>
          Copy it now: only its hash is kept, so it is not shown again. It works until{' '}
          <Instant at={created.token.expiresAt} as="both" />.
        </ShownOnce>
      ) : (
        <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
          {errors.length === 0 ? null : <ErrorSummary title="No token was made" attempt={attempt} errors={errors} />}
          <FormField
            id={ids.name}
            label="Name"
            description="What will use it, e.g. nightly export."
            isRequired
            error={faults.name}
          >
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                maxLength={80}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </FormField>
          <FormField label="Expires after" isRequired>
            {(control) => (
              <Select
                {...control}
                className="max-w-40"
                value={expiresInDays}
                onChange={(event) => setExpiresInDays(Number(event.target.value))}
              >
                {lifetimes.map((days) => (
                  <option key={days} value={days}>
                    {days} days
                  </option>
                ))}
              </Select>
            )}
          </FormField>
          <fieldset
            id={ids.permissions}
            tabIndex={-1}
            aria-describedby={faults.permissions === null ? undefined : `${ids.permissions}-error`}
          >
            <legend className="font-medium">It may</legend>
            {faults.permissions === null ? null : (
              <p id={`${ids.permissions}-error`} className="text-critical text-table">
                {faults.permissions}
              </p>
            )}
            <div className="mt-1 flex flex-col gap-2">
              {held.map((permission) => (
                <LabelledCheckbox
                  key={permission}
                  label={permissionWords[permission]}
                  description={<code className="text-meta">{permission}</code>}
                  isChecked={chosen.includes(permission)}
                  onCheckedChange={(isChecked) =>
                    setChosen(isChecked ? [...chosen, permission] : chosen.filter((one) => one !== permission))
                  }
                />
              ))}
            </div>
          </fieldset>
        </form>
      )}
    </Dialog>
  );
}
