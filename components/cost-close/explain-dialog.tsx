'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { FormField } from '@/components/ui/form-field';
import { Textarea } from '@/components/ui/textarea';
import { notify } from '@/components/ui/toast';
import type { Reconciled, RemainderBody } from '@/lib/api/contracts/cost-invoices';
import { formatMoneyChange } from '@/lib/format/format-money';
import { nameProvider } from '@/lib/format/provider-words';
import { toApiProblem } from '@/lib/queries/api-problem';
import { explainRemainderMutation } from '@/lib/queries/cost-close';

export interface ExplainDialogProps {
  month: string;
  /** A line with a remainder, or without an invoice, and whose it is. */
  line: Reconciled;
  onDone: () => void;
}

/** Takes down why an invoice and the ledger differ. */
export function ExplainDialog({ month, line, onDone }: ExplainDialogProps) {
  const formId = useId();
  const [explanation, setExplanation] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const mutation = useMutation(explainRemainderMutation(useQueryClient()));
  const { provider, billingAccount, currency, remainder } = line;
  if (provider === null || billingAccount === null || currency === null) return null;
  const body: RemainderBody = {
    month: month as RemainderBody['month'],
    provider,
    billingAccount,
    invoiceNumber: line.by === 'month' ? null : (line.invoiceNumbers[0] ?? null),
    currency,
    remainder,
    explanation,
  };

  function submit(event: FormEvent) {
    event.preventDefault();
    setIsMissing(explanation.trim() === '');
    if (explanation.trim() === '' || mutation.isPending) return;
    mutation.mutate(body, {
      onSuccess: () => {
        notify({ tone: 'healthy', title: 'The explanation is kept' });
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
      title={
        remainder === null ? 'Explain why no invoice is entered' : `Explain ${formatMoneyChange(remainder, currency)}`
      }
      description={`${nameProvider(provider)}, account ${billingAccount}. ${remainder === null ? 'What is left over stays unknown' : 'The remainder stays in the open'}; your words stand beside it.`}
      actions={
        <>
          <Button onClick={onDone}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" isPending={mutation.isPending}>
            Keep explanation
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-3">
        <FormField label="Explanation" isRequired error={isMissing ? 'Say what it is.' : null}>
          {(control) => (
            <Textarea
              {...control}
              rows={4}
              maxLength={2_000}
              value={explanation}
              onChange={(event) => setExplanation(event.target.value)}
            />
          )}
        </FormField>
        {mutation.error ? (
          <p role="alert" className="text-critical">
            {toApiProblem(mutation.error).message}
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}
