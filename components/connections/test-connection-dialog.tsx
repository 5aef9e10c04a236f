'use client';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { FailedState } from '@/components/ui/panel-states';
import { StatusMark } from '@/components/ui/status-mark';
import type { Connection } from '@/lib/api/contracts/connections';
import { toApiProblem } from '@/lib/queries/api-problem';
import { testStoredConnectionMutation } from '@/lib/queries/connections';
import { TestReport } from './form/test-report';

export interface TestConnectionDialogProps {
  connection: Connection;
  onClose: () => void;
}

/** Tests a connection as it is stored, as soon as it opens. */
export function TestConnectionDialog({ connection, onClose }: TestConnectionDialogProps) {
  const { mutate, ...test } = useMutation(testStoredConnectionMutation(connection.id));
  useEffect(() => mutate(), [mutate]);
  const problem = test.error ? toApiProblem(test.error) : null;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={`Test of ${connection.name}`}
      description="Calls the provider now, with the stored secret, and changes nothing."
      size="large"
      actions={
        <>
          <Button isPending={test.isPending} onClick={() => mutate()}>
            Test again
          </Button>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      {problem ? (
        <FailedState title="The test could not be made" cause={problem.message} reference={problem.requestId} />
      ) : test.data ? (
        <TestReport provider={connection.provider} report={test.data} isOutdated={false} />
      ) : (
        <p role="status">
          <StatusMark tone="in-progress" word="Testing: this takes up to a minute" />
        </p>
      )}
    </Dialog>
  );
}
