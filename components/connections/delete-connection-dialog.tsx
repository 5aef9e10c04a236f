'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { notify } from '@/components/ui/toast';
import type { Connection } from '@/lib/api/contracts/connections';
import { describeCount } from '@/lib/format/format-count';
import { toApiProblem } from '@/lib/queries/api-problem';
import { deleteConnectionMutation } from '@/lib/queries/connections';

export interface DeleteConnectionDialogProps {
  connection: Connection;
  onClose: () => void;
}

/** Asks for the name before a connection goes, and says what goes with it. */
export function DeleteConnectionDialog({ connection, onClose }: DeleteConnectionDialogProps) {
  const router = useRouter();
  const remove = useMutation(deleteConnectionMutation(useQueryClient(), connection.id));

  function confirm() {
    remove.mutate(undefined, {
      onSuccess: () => {
        notify({ tone: 'healthy', title: `${connection.name} was deleted` });
        router.push('/connections');
      },
    });
  }

  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={`Delete ${connection.name}?`}
      verb="Delete connection"
      typeToConfirm={connection.name}
      consequence={
        <div className="flex flex-col gap-2">
          <p>This cannot be undone. These go with it:</p>
          <ul className="list-disc pl-5">
            <li>{describeCount(connection.resources, 'resource')} in the inventory, with when each was first seen</li>
            <li>every run, its gaps and the count of its API calls</li>
            {connection.hasSecret ? <li>the stored secret</li> : null}
          </ul>
          <p>Nothing changes at the provider. The activity record keeps that you deleted it.</p>
        </div>
      }
      isPending={remove.isPending}
      fault={remove.error ? toApiProblem(remove.error).message : null}
      onConfirm={confirm}
    />
  );
}
