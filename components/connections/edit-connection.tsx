'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { notify } from '@/components/ui/toast';
import type { Connection, ProviderDescription } from '@/lib/api/contracts/connections';
import { toApiProblem } from '@/lib/queries/api-problem';
import { connectionQuery, updateConnectionMutation } from '@/lib/queries/connections';
import { ConflictNotice } from './conflict-notice';
import { toDraft } from './form/connection-draft';
import { ConnectionForm, type ConnectionSubmission } from './form/connection-form';
import { FormBesideInstructions } from './form-beside-instructions';

export interface EditConnectionProps {
  connection: Connection;
  provider: ProviderDescription;
}

/** The form that changes a connection. It stands on the version it was opened at, until the person takes a newer one. */
export function EditConnection({ connection, provider }: EditConnectionProps) {
  const client = useQueryClient();
  const router = useRouter();
  const [base, setBase] = useState(connection);
  const update = useMutation(updateConnectionMutation(client, connection.id));
  const problem = update.error ? toApiProblem(update.error) : null;
  const isConflict = problem?.status === 409 && problem.errors.length === 0;
  const latest = useQuery({ ...connectionQuery(connection.id), enabled: isConflict, staleTime: 0 });

  function save({ secret, ...changes }: ConnectionSubmission, clearDraft: () => void) {
    update.mutate(
      { version: base.version, ...changes, ...(secret === null ? {} : { secret }) },
      {
        onSuccess: (saved) => {
          clearDraft();
          notify({ tone: 'healthy', title: `${saved.name} was saved` });
          router.push(`/connections/${saved.id}`);
        },
        onError: (fault) => {
          if (toApiProblem(fault).status === 409) void latest.refetch();
        },
      },
    );
  }

  const newer = isConflict && latest.data && latest.data.version !== base.version ? latest.data : null;
  return (
    <FormBesideInstructions title="Settings" provider={provider}>
      <ConnectionForm
        provider={provider}
        draftKey={`millwright.connection-draft.${base.id}`}
        initialDraft={toDraft(provider.fields, base)}
        hasStoredSecret={base.hasSecret}
        verb="Save changes"
        onSubmit={save}
        isPending={update.isPending}
        problem={newer ? null : problem}
        notice={
          newer ? (
            <ConflictNotice
              base={base}
              newer={newer}
              provider={provider}
              onAdopt={() => {
                update.reset();
                setBase(newer);
              }}
            />
          ) : null
        }
        cancel={
          <Button asChild variant="quiet">
            <Link href={`/connections/${base.id}`}>Cancel</Link>
          </Button>
        }
      />
    </FormBesideInstructions>
  );
}
