import type { Invoice, InvoiceBody, Reconciled } from '@/lib/api/contracts/cost-invoices';
import { readTypedAmount } from '@/lib/domain/cost/read-typed-amount';

/** An invoice as it stands in the form: texts, empty where nothing is said. */
export type InvoiceDraft = Record<
  | 'provider'
  | 'billingAccount'
  | 'invoiceNumber'
  | 'currency'
  | 'amount'
  | 'tax'
  | 'issuedOn'
  | 'documentName'
  | 'comment',
  string
>;

/** The form's first state: of the entry that is replaced, or of what the ledger has without an invoice. */
export function toInvoiceDraft(replaces: Invoice | null, from: Reconciled | null): InvoiceDraft {
  return {
    provider: replaces?.provider ?? from?.provider ?? '',
    billingAccount: replaces?.billingAccount ?? from?.billingAccount ?? '',
    invoiceNumber: replaces?.invoiceNumber ?? from?.invoiceNumbers[0] ?? '',
    currency: replaces?.currency ?? from?.currency ?? '',
    amount: replaces?.amount ?? '',
    tax: replaces?.tax ?? '',
    issuedOn: replaces?.issuedOn ?? '',
    documentName: replaces?.documentName ?? '',
    comment: '',
  };
}

/** What is wrong with a draft, by field. */
export function findInvoiceFaults(
  draft: InvoiceDraft,
  isReplacing: boolean,
): Partial<Record<keyof InvoiceDraft, string>> {
  const needed = ['provider', 'billingAccount', 'invoiceNumber', 'currency', 'amount'] as const;
  const faults: Partial<Record<keyof InvoiceDraft, string>> = {};
  for (const key of needed) if (draft[key].trim() === '') faults[key] = 'It is needed.';
  for (const key of ['amount', 'tax'] as const) {
    const { fault } = readTypedAmount(draft[key], draft.currency);
    if (draft[key].trim() !== '' && fault !== null) faults[key] = fault;
  }
  if (draft.currency.trim() !== '' && !/^[A-Z]{3}$/.test(draft.currency.trim()))
    faults.currency = 'Write its three letters, e.g. USD.';
  if (draft.issuedOn.trim() !== '' && !/^\d{4}-\d{2}-\d{2}$/.test(draft.issuedOn.trim()))
    faults.issuedOn = 'Write a day such as 2026-11-05.';
  if (isReplacing && draft.comment.trim() === '') faults.comment = 'Say why the entry is replaced.';
  return faults;
}

/** What the API is sent. Of a draft with faults it is nothing to send. */
export function toInvoiceBody(draft: InvoiceDraft, month: string): InvoiceBody {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  const toAmount = (text: string) => readTypedAmount(text, draft.currency).text ?? text.trim();
  return {
    provider: draft.provider.trim(),
    billingAccount: draft.billingAccount.trim(),
    invoiceNumber: draft.invoiceNumber.trim(),
    month: month as InvoiceBody['month'],
    currency: draft.currency.trim(),
    amount: toAmount(draft.amount),
    tax: orNull(toAmount(draft.tax)),
    issuedOn: orNull(draft.issuedOn),
    documentName: orNull(draft.documentName),
    comment: draft.comment.trim(),
  };
}
