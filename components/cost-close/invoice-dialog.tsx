'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ErrorSummary } from '@/components/ui/error-summary';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { notify } from '@/components/ui/toast';
import type { Invoice, Reconciled } from '@/lib/api/contracts/cost-invoices';
import { formatMonth } from '@/lib/format/close-words';
import { toApiProblem } from '@/lib/queries/api-problem';
import { recordInvoiceMutation, withdrawInvoiceMutation } from '@/lib/queries/cost-close';
import { findInvoiceFaults, type InvoiceDraft, toInvoiceBody, toInvoiceDraft } from './invoice-draft';

export interface InvoiceDialogProps {
  month: string;
  /** The entry that is replaced; null: a new one is entered. */
  replaces: Invoice | null;
  /** What the ledger has without an invoice, to begin with; null: nothing. */
  from: Reconciled | null;
  onDone: () => void;
}

const fields: { key: keyof InvoiceDraft; label: string; description?: string; isRequired: boolean; isFixed?: true }[] =
  [
    {
      key: 'provider',
      label: 'Provider',
      description: 'As the ledger calls it, e.g. aws.',
      isRequired: true,
      isFixed: true,
    },
    { key: 'billingAccount', label: 'Billing account', isRequired: true, isFixed: true },
    { key: 'invoiceNumber', label: 'Invoice number', isRequired: true, isFixed: true },
    { key: 'currency', label: 'Currency', description: 'Its code of ISO 4217, e.g. USD.', isRequired: true },
    { key: 'amount', label: 'Amount payable', description: 'Tax included, e.g. 12345.67.', isRequired: true },
    { key: 'tax', label: 'Of it tax', isRequired: false },
    { key: 'issuedOn', label: 'Issued on', description: 'A day such as 2026-11-05.', isRequired: false },
    { key: 'documentName', label: 'Document', description: 'What the file is called.', isRequired: false },
    { key: 'comment', label: 'Comment', description: 'Needed where an entry is replaced: why.', isRequired: false },
  ];

/** Enters an invoice of a month, or puts an entry in the place of one. */
export function InvoiceDialog({ month, replaces, from, onDone }: InvoiceDialogProps) {
  const formId = useId();
  const baseId = useId();
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => toInvoiceDraft(replaces, from));
  const [faults, setFaults] = useState<Partial<Record<keyof InvoiceDraft, string>>>({});
  const [attempt, setAttempt] = useState(0);
  const record = useMutation(recordInvoiceMutation(client));
  const withdraw = useMutation(withdrawInvoiceMutation(client));
  const fault = record.error ?? withdraw.error;

  function submit(event: FormEvent) {
    event.preventDefault();
    const found = findInvoiceFaults(draft, replaces !== null);
    setFaults(found);
    setAttempt((count) => count + 1);
    if (Object.keys(found).length > 0 || record.isPending) return;
    const invoice = toInvoiceBody(draft, replaces?.month ?? month);
    record.mutate({ invoice, replaces: replaces?.id ?? null }, { onSuccess: tellAndClose('is entered') });
  }

  function takeBack() {
    if (replaces === null) return;
    const isMissing = draft.comment.trim() === '';
    setFaults(isMissing ? { comment: 'Say why the invoice is taken back.' } : {});
    setAttempt((count) => count + 1);
    if (!isMissing)
      withdraw.mutate({ id: replaces.id, comment: draft.comment }, { onSuccess: tellAndClose('is taken back') });
  }

  function tellAndClose(what: string) {
    return () => {
      notify({ tone: 'healthy', title: `Invoice ${draft.invoiceNumber} ${what}` });
      onDone();
    };
  }

  const errors = [
    ...Object.entries(faults).map(([key, message]) => ({ fieldId: `${baseId}-${key}`, message })),
    ...(fault ? [{ fieldId: null, message: toApiProblem(fault).message }] : []),
  ];
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onDone();
      }}
      title={
        replaces === null ? `Enter an invoice of ${formatMonth(month)}` : `Replace invoice ${replaces.invoiceNumber}`
      }
      description="What is entered stays on record, whatever takes its place."
      actions={
        <>
          <Button onClick={onDone}>Cancel</Button>
          {replaces === null ? null : (
            <Button variant="danger" isPending={withdraw.isPending} onClick={takeBack}>
              Take back
            </Button>
          )}
          <Button type="submit" form={formId} variant="primary" isPending={record.isPending}>
            {replaces === null ? 'Enter invoice' : 'Replace invoice'}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
        {errors.length === 0 ? null : (
          <ErrorSummary title="The invoice was not entered" attempt={attempt} errors={errors} />
        )}
        {fields.map(({ key, label, description, isRequired, isFixed = false }) => (
          <FormField
            key={key}
            id={`${baseId}-${key}`}
            label={label}
            description={description}
            isRequired={isRequired || (key === 'comment' && replaces !== null)}
            error={faults[key] ?? null}
          >
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                maxLength={key === 'comment' ? 2_000 : 200}
                readOnly={isFixed && replaces !== null}
                value={draft[key]}
                onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
              />
            )}
          </FormField>
        ))}
      </form>
    </Dialog>
  );
}
