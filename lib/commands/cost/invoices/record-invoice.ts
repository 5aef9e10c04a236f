import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { formatAmount } from '@/lib/domain/cost/amount';
import { Refusal } from '@/lib/domain/refusal';
import { readInvoices, type StoredInvoice } from '@/lib/store/cost-invoices/read-invoices';
import { type InvoiceEntry, lockInvoices, writeInvoice } from '@/lib/store/cost-invoices/write-invoice';

/** What became of an entry. `unchanged`: the invoice stands with these very figures already. */
export interface InvoiceRecorded {
  id: string;
  outcome: 'entered' | 'replaced' | 'withdrawn' | 'unchanged';
}

/** Enters an invoice. Refused where it is entered already with other figures: those are replaced on purpose. */
export async function recordInvoice(context: CommandContext, entry: InvoiceEntry): Promise<InvoiceRecorded> {
  const description = { action: 'cost.invoice.record', permission: 'cost:write', target: targetOf(entry) } as const;
  return runCommand<InvoiceRecorded>(context, description, async (tx) => {
    await lockInvoices(tx);
    const last = await findLast(context, entry);
    if (last !== null && !last.isWithdrawn) {
      if (isSame(last, entry)) return { result: { id: last.id, outcome: 'unchanged' }, unchanged: true };
      throw new Refusal(
        'conflict',
        `Invoice ${entry.invoiceNumber} is entered already, with other figures: replace it.`,
      );
    }
    const id = await writeInvoice(tx, entry, {
      enteredAt: context.now,
      enteredBy: context.actor.label,
      replaces: last?.id ?? null,
      isWithdrawn: false,
    });
    return { result: { id, outcome: 'entered' }, audit: toAudit(entry), target: { ...targetOf(entry), id } };
  });
}

/** Puts an entry in the place of the one that counts; the former stays on record. A comment says why. */
export async function replaceInvoice(
  context: CommandContext,
  replaced: string,
  entry: InvoiceEntry,
): Promise<InvoiceRecorded> {
  return succeed(context, replaced, () => entry, false);
}

/** Takes an invoice back: there is none. What was entered stays on record. */
export async function withdrawInvoice(
  context: CommandContext,
  withdrawn: string,
  comment: string,
): Promise<InvoiceRecorded> {
  return succeed(context, withdrawn, (found) => ({ ...toEntry(found), comment }), true);
}

async function succeed(
  context: CommandContext,
  replaced: string,
  toNext: (found: StoredInvoice) => InvoiceEntry,
  isWithdrawn: boolean,
): Promise<InvoiceRecorded> {
  const action = isWithdrawn ? 'cost.invoice.withdraw' : 'cost.invoice.replace';
  const target = { kind: 'invoice', id: replaced, label: replaced };
  return runCommand<InvoiceRecorded>(context, { action, permission: 'cost:write', target }, async (tx) => {
    await lockInvoices(tx);
    const found = (await readInvoices(context.database.pool, null)).find(({ id }) => id === replaced);
    if (found === undefined) throw new Refusal('not-found', 'There is no such invoice.');
    const entry = toNext(found);
    if (found.replacedBy !== null || found.isWithdrawn)
      throw new Refusal('conflict', 'This entry no longer counts: look at the one that took its place.');
    if (nameOf(found) !== nameOf(entry))
      throw new Refusal('invalid', 'An entry is replaced by one of the same provider, account and number.');
    if (entry.comment.trim() === '')
      throw new Refusal('invalid', 'Say why the entry is replaced.', [{ path: 'comment', message: 'Say why.' }]);
    const id = await writeInvoice(tx, entry, {
      enteredAt: context.now,
      enteredBy: context.actor.label,
      replaces: replaced,
      isWithdrawn,
    });
    const result = { id, outcome: isWithdrawn ? ('withdrawn' as const) : ('replaced' as const) };
    const audit = { ...toAudit(entry), replaces: replaced, was: toAudit(toEntry(found)) };
    return { result, audit, target: { ...targetOf(entry), id } };
  });
}

async function findLast(context: CommandContext, entry: InvoiceEntry): Promise<StoredInvoice | null> {
  const all = await readInvoices(context.database.pool, null);
  return all.find((one) => one.replacedBy === null && nameOf(one) === nameOf(entry)) ?? null;
}

function nameOf({
  provider,
  billingAccount,
  invoiceNumber,
}: Pick<InvoiceEntry, 'provider' | 'billingAccount' | 'invoiceNumber'>) {
  return JSON.stringify([provider, billingAccount, invoiceNumber]);
}

function isSame(one: StoredInvoice, entry: InvoiceEntry): boolean {
  return (
    one.month === entry.month && one.currency === entry.currency && one.amount === entry.amount && one.tax === entry.tax
  );
}

function toEntry({
  provider,
  invoiceNumber,
  billingAccount,
  month,
  currency,
  amount,
  tax,
  issuedOn,
  documentName,
  documentHash,
  comment,
}: StoredInvoice): InvoiceEntry {
  return {
    provider,
    invoiceNumber,
    billingAccount,
    month: month as InvoiceEntry['month'],
    currency,
    amount,
    tax,
    issuedOn,
    documentName,
    documentHash,
    comment,
  };
}

function targetOf({ invoiceNumber, provider }: InvoiceEntry) {
  return { kind: 'invoice', id: null, label: `${provider} ${invoiceNumber}` };
}

function toAudit({ amount, tax, ...entry }: InvoiceEntry) {
  return { ...entry, amount: formatAmount(amount), tax: tax === null ? null : formatAmount(tax) };
}
