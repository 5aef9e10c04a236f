'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ellipsis, Pause, Play, RefreshCw } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { usePermissions } from '@/components/shell/use-me';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/dropdown-menu';
import { IconButton } from '@/components/ui/icon-button';
import { RefusableButton } from '@/components/ui/refusable-button';
import { notify } from '@/components/ui/toast';
import type { Connection } from '@/lib/api/contracts/connections';
import { toApiProblem } from '@/lib/queries/api-problem';
import { pauseConnectionMutation, syncConnectionMutation } from '@/lib/queries/connections';
import { findActionRefusals } from './find-action-refusals';
import type { AskedSync, SyncProgress } from './to-sync-progress';

const DeleteConnectionDialog = dynamic(() =>
  import('./delete-connection-dialog').then((module) => module.DeleteConnectionDialog),
);
const TestConnectionDialog = dynamic(() =>
  import('./test-connection-dialog').then((module) => module.TestConnectionDialog),
);
const RotateSecretDialog = dynamic(() => import('./rotate-secret-dialog').then((module) => module.RotateSecretDialog));

export interface ConnectionActionsProps {
  connection: Connection;
  progress: SyncProgress;
  onSyncAsked: (asked: AskedSync) => void;
}

/** Everything that can be done with a connection; what cannot be done now says why. */
export function ConnectionActions({ connection, progress, onSyncAsked }: ConnectionActionsProps) {
  const client = useQueryClient();
  const router = useRouter();
  const refusals = findActionRefusals(connection, usePermissions());
  const [open, setOpen] = useState<'test' | 'rotate' | 'delete' | null>(null);
  const sync = useMutation(syncConnectionMutation(client, connection.id));
  const pause = useMutation(pauseConnectionMutation(client, connection.id));

  const isUnderWay = progress.state === 'queued' || progress.state === 'running';
  const syncRefusal =
    refusals.sync ?? (isUnderWay ? 'A read is queued or running already; see below how it goes.' : null);

  function askForSync() {
    sync.mutate(undefined, {
      onSuccess: () => onSyncAsked({ lastRunId: connection.lastRun?.id ?? null }),
      onError: (fault) =>
        notify({ tone: 'critical', title: 'No read was asked for', detail: toApiProblem(fault).message }),
    });
  }

  function togglePause() {
    pause.mutate(!connection.paused, {
      onError: (fault) => {
        const title = connection.paused ? 'Not resumed' : 'Not paused';
        notify({ tone: 'critical', title, detail: toApiProblem(fault).message });
      },
    });
  }

  return (
    <div className="flex flex-wrap items-center gap-2">
      <RefusableButton
        variant="primary"
        refusal={syncRefusal}
        isPending={sync.isPending || isUnderWay}
        onClick={askForSync}
      >
        {isUnderWay ? null : <RefreshCw aria-hidden />}
        {toSyncWord(progress)}
      </RefusableButton>
      <RefusableButton refusal={refusals.pause} isPending={pause.isPending} onClick={togglePause}>
        {connection.paused ? <Play aria-hidden /> : <Pause aria-hidden />}
        {connection.paused ? 'Resume' : 'Pause'}
      </RefusableButton>
      <Menu
        label="More actions"
        trigger={
          <IconButton label="More actions" variant="secondary">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem refusal={refusals.test} onSelect={() => setOpen('test')}>
          Test…
        </MenuItem>
        <MenuItem refusal={refusals.edit} onSelect={() => router.push(`/connections/${connection.id}/edit`)}>
          Edit…
        </MenuItem>
        <MenuItem refusal={refusals.rotate} onSelect={() => setOpen('rotate')}>
          {connection.hasSecret ? 'Rotate secret…' : 'Set secret…'}
        </MenuItem>
        <MenuSeparator />
        <MenuItem isDestructive refusal={refusals.delete} onSelect={() => setOpen('delete')}>
          Delete…
        </MenuItem>
      </Menu>
      {open === 'test' ? <TestConnectionDialog connection={connection} onClose={() => setOpen(null)} /> : null}
      {open === 'rotate' ? <RotateSecretDialog connection={connection} onClose={() => setOpen(null)} /> : null}
      {open === 'delete' ? <DeleteConnectionDialog connection={connection} onClose={() => setOpen(null)} /> : null}
    </div>
  );
}

function toSyncWord(progress: SyncProgress): string {
  if (progress.state === 'queued') return 'Queued';
  return progress.state === 'running' ? 'Running' : 'Sync now';
}
