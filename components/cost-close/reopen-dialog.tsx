'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { notify } from '@/components/ui/toast';
import { formatMonth } from '@/lib/format/close-words';
import { reopenMonthMutation } from '@/lib/queries/cost-close';
import { MonthDialog, WordsField } from './month-dialog';

/** Asks why a month's close should no longer stand. */
export function ReopenDialog({ month, onDone }: { month: string; onDone: () => void }) {
  const [reason, setReason] = useState('');
  const [isReasonMissing, setIsReasonMissing] = useState(false);
  const mutation = useMutation(reopenMonthMutation(useQueryClient(), month));

  function confirm() {
    const isMissing = reason.trim() === '';
    setIsReasonMissing(isMissing);
    if (isMissing) return;
    mutation.mutate(reason, {
      onSuccess: () => {
        notify({ tone: 'healthy', title: `${formatMonth(month)} is reopened` });
        onDone();
      },
    });
  }

  return (
    <MonthDialog
      verb="Reopen"
      month={month}
      says="Its close no longer stands. What was closed stays as it is, with your reason beside it, and the month can be closed again."
      mutation={mutation}
      onConfirm={confirm}
      onDone={onDone}
    >
      <WordsField
        label="Reason"
        isRequired
        error={isReasonMissing ? 'Say why the month is reopened.' : null}
        value={reason}
        onValue={setReason}
      />
    </MonthDialog>
  );
}
