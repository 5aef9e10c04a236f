'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { notify } from '@/components/ui/toast';
import type { ProviderDescription } from '@/lib/api/contracts/connections';
import { toApiProblem } from '@/lib/queries/api-problem';
import { createConnectionMutation } from '@/lib/queries/connections';
import { useIdempotencyKey } from '@/lib/queries/idempotency-key';
import { emptyDraft } from './form/connection-draft';
import { ConnectionForm, type ConnectionSubmission } from './form/connection-form';
import { FormBesideInstructions } from './form-beside-instructions';

export interface AddConnectionProps {
  provider: ProviderDescription;
  onChooseAnother: () => void;
}

/** The form that connects a provider. */
export function AddConnection({ provider, onChooseAnother }: AddConnectionProps) {
  const router = useRouter();
  const create = useMutation(createConnectionMutation(useQueryClient()));
  const idempotency = useIdempotencyKey();

  function save(submission: ConnectionSubmission, clearDraft: () => void) {
    const input = { provider: provider.id, ...submission };
    create.mutate(
      { input, idempotencyKey: idempotency.keyFor(input) },
      {
        onSuccess: (connection) => {
          idempotency.spend();
          clearDraft();
          notify({
            tone: 'healthy',
            title: `${connection.name} is connected`,
            detail: 'Its first read is on its way.',
          });
          router.push(`/connections/${connection.id}`);
        },
      },
    );
  }

  return (
    <FormBesideInstructions title={`Connect ${provider.title}`} provider={provider}>
      <ConnectionForm
        provider={provider}
        draftKey={`millwright.connection-draft.new.${provider.id}`}
        initialDraft={emptyDraft}
        hasStoredSecret={false}
        verb="Save connection"
        onSubmit={save}
        isPending={create.isPending}
        problem={create.error ? toApiProblem(create.error) : null}
        cancel={
          <>
            <Button variant="quiet" onClick={onChooseAnother}>
              Choose another provider
            </Button>
            <Button asChild variant="quiet">
              <Link href="/connections">Cancel</Link>
            </Button>
          </>
        }
      />
    </FormBesideInstructions>
  );
}
