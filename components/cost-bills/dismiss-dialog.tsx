'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { FormField } from '@/components/ui/form-field';
import { Textarea } from '@/components/ui/textarea';
import { notify } from '@/components/ui/toast';
import type { DeliveryDetail } from '@/lib/api/contracts/deliveries';
import { formatMonth } from '@/lib/format/format-day';
import { toApiProblem } from '@/lib/queries/api-problem';
import { dismissDeliveryMutation } from '@/lib/queries/deliveries';

/** Asks why nobody needs to wait for what a delivery in quarantine would have told. */
export function DismissDialog({ delivery, onDone }: { delivery: DeliveryDetail; onDone: () => void }) {
  const formId = useId();
  const [reason, setReason] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const { id, title, month, connection } = delivery;
  const dismiss = useMutation(dismissDeliveryMutation(useQueryClient(), id));

  function submit(event: FormEvent) {
    event.preventDefault();
    setIsMissing(reason.trim() === '');
    if (reason.trim() === '' || dismiss.isPending) return;
    dismiss.mutate(reason, {
      onSuccess: () => {
        notify({ tone: 'healthy', title: `${title} is dismissed` });
        onDone();
      },
    });
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onDone();
      }}
      size="small"
      title={`Dismiss ${title}?`}
      description={`Totals of ${formatMonth(month)} are no longer “at least” for it.${
        connection === null
          ? ''
          : ` Where no other delivery of the same export tells the month they may stay so, for ${connection.name} still owes it.`
      } It stays in the list with your reason, and the dismissal can be taken back.`}
      actions={
        <>
          <Button onClick={onDone}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isPending={dismiss.isPending}>
            Dismiss delivery
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-3">
        <FormField label="Reason" isRequired error={isMissing ? 'Say why it is dismissed.' : null}>
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              maxLength={2_000}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </FormField>
        {dismiss.error === null ? null : (
          <p role="alert" className="text-critical">
            {toApiProblem(dismiss.error).message}
          </p>
        )}
      </form>
    </Dialog>
  );
}
