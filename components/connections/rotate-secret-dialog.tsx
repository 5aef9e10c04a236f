'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { QueryView } from '@/components/query-view/query-view';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorSummary } from '@/components/ui/error-summary';
import { notify } from '@/components/ui/toast';
import type { Connection, ProviderDescription } from '@/lib/api/contracts/connections';
import type { FieldFault } from '@/lib/domain/refusal';
import { toApiProblem } from '@/lib/queries/api-problem';
import { providersQuery, rotateSecretMutation } from '@/lib/queries/connections';
import { toSecret } from './form/connection-draft';
import { toFieldId } from './form/field-id';
import { toWordsWithin } from './form/find-draft-faults';
import { ProviderFields } from './form/provider-fields';

export interface RotateSecretDialogProps {
  connection: Connection;
  onClose: () => void;
}

/** Replaces the stored secret by another. The old one is overwritten; neither is ever shown. */
export function RotateSecretDialog({ connection, onClose }: RotateSecretDialogProps) {
  const formId = useId();
  const providers = useQuery(providersQuery());
  const rotate = useMutation(rotateSecretMutation(useQueryClient(), connection.id));
  const verb = connection.hasSecret ? 'Rotate secret' : 'Set secret';

  function send(secret: Record<string, string>) {
    rotate.mutate(secret, {
      onSuccess: () => {
        notify({ tone: 'healthy', title: 'The secret was replaced', detail: 'The next read uses it.' });
        onClose();
      },
    });
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={`${verb} of ${connection.name}`}
      description="Stored encrypted and never shown again. The next read uses it; the one before is overwritten."
      size="small"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isPending={rotate.isPending}>
            {verb}
          </Button>
        </>
      }
    >
      <QueryView query={providers} subject="The form" needs="connections:read">
        {({ items }) => (
          <SecretForm
            formId={formId}
            provider={items.find((provider) => provider.id === connection.provider) ?? null}
            faults={rotate.error ? toFaults(rotate.error) : []}
            onSubmit={send}
          />
        )}
      </QueryView>
    </Dialog>
  );
}

function toFaults(error: unknown): FieldFault[] {
  const problem = toApiProblem(error);
  return problem.errors.length > 0 ? problem.errors : [{ path: '', message: problem.message }];
}

interface SecretFormProps {
  formId: string;
  /** Null when this release no longer knows the provider. */
  provider: ProviderDescription | null;
  faults: FieldFault[];
  onSubmit: (secret: Record<string, string>) => void;
}

function SecretForm({ formId, provider, faults: serverFaults, onSubmit }: SecretFormProps) {
  const [secrets, setSecrets] = useState<Record<string, string>>({});
  const [ownFaults, setOwnFaults] = useState<FieldFault[]>([]);
  const [attempt, setAttempt] = useState(0);
  if (provider === null) return <p>This release does not know the provider of this connection.</p>;
  const fields = provider.fields.filter((field) => field.secret);
  const faults = ownFaults.length > 0 ? ownFaults : serverFaults;

  function submit(event: FormEvent) {
    event.preventDefault();
    const secret = toSecret(fields, secrets);
    const missing = fields
      .filter((field, index) => (field.required || (secret === null && index === 0)) && !secret?.[field.name])
      .map((field) => ({ path: `secret.${field.name}`, message: `Enter the ${toWordsWithin(field.label)}.` }));
    setOwnFaults(missing);
    setAttempt((count) => count + 1);
    if (missing.length === 0 && secret !== null) onSubmit(secret);
  }

  return (
    <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
      {faults.length === 0 ? null : (
        <ErrorSummary
          attempt={attempt}
          title="The secret was not replaced"
          errors={faults.map(({ path, message }) => ({ fieldId: path === '' ? null : toFieldId(path), message }))}
        />
      )}
      <ProviderFields
        root="secret"
        fields={fields}
        values={secrets}
        faults={faults}
        onValueChange={(name, text) => setSecrets({ ...secrets, [name]: text })}
      />
    </form>
  );
}
