'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { notify } from '@/components/ui/toast';
import type { Close, CloseMonthBody } from '@/lib/api/contracts/cost-close';
import { judgeChecklist } from '@/lib/domain/cost/close-checklist';
import { formatMonth } from '@/lib/format/close-words';
import { closeMonthMutation } from '@/lib/queries/cost-close';
import { MonthDialog, WordsField } from './month-dialog';

/** Asks for the month, a comment, and a reason where the checklist speaks against it, before the month is closed. */
export function CloseDialog({ close, onDone }: { close: Close; onDone: () => void }) {
  const [comment, setComment] = useState('');
  const [reason, setReason] = useState('');
  const [isReasonMissing, setIsReasonMissing] = useState(false);
  const mutation = useMutation(closeMonthMutation(useQueryClient()));
  const { month } = close;
  const needsReason = judgeChecklist(close.checklist ?? []) === 'override';

  function confirm() {
    const isMissing = needsReason && reason.trim() === '';
    setIsReasonMissing(isMissing);
    if (isMissing) return;
    mutation.mutate(
      {
        month: month as CloseMonthBody['month'],
        confirm: month,
        comment,
        overrideReason: reason.trim() === '' ? null : reason,
      },
      {
        onSuccess: ({ number }) => {
          notify({
            tone: 'healthy',
            title: `${formatMonth(month)} is closed`,
            detail: `Close ${number} of the month.`,
          });
          onDone();
        },
      },
    );
  }

  return (
    <MonthDialog
      verb="Close"
      month={month}
      says="What is known of the month now is kept for good, with your name. It cannot be changed or deleted; the month can be reopened with a reason, and closed again beside this close."
      mutation={mutation}
      onConfirm={confirm}
      onDone={onDone}
    >
      <WordsField label="Comment" value={comment} onValue={setComment} />
      {needsReason ? (
        <WordsField
          label="Why it is closed all the same"
          description="Something on the checklist speaks against closing."
          isRequired
          error={isReasonMissing ? 'Say why.' : null}
          value={reason}
          onValue={setReason}
        />
      ) : null}
    </MonthDialog>
  );
}
