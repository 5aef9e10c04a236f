import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import type { Close, CloseBook } from '@/lib/api/contracts/cost-close';
import { closeMonth } from '@/lib/commands/cost/close/close-month';
import { recordInvoice } from '@/lib/commands/cost/invoices/record-invoice';
import { type Amount, formatAmount, parseAmount } from '@/lib/domain/cost/amount';
import type { ChangeCause } from '@/lib/domain/cost/change-cause';
import { toPayable } from '@/lib/domain/cost/reconcile-invoices';
import { createTestLedger, type TestLedger, toDelivery, toFile } from '@/lib/store/cost-ledger/test-ledger';
import { writeFocusFile } from '@/sandbox/aws/exports/focus-file';
import { createBillBook } from '@/sandbox/world/bills/bill-book';
import type { Bill, BillRow } from '@/sandbox/world/bills/charge';
import { text } from '@/sandbox/world/bills/money';
import { readClose } from './read-close';
import { readMonthInvoices } from './read-invoices';

const month = '2026-10';
const book = createBillBook('millwright', 1);
/** As the world goes: the month is closed early, its last days grow, a service is restated, support comes, it is final. */
const times = {
  closed: '2026-11-02T08:00:00Z',
  grown: '2026-11-03T16:00:00Z',
  restated: '2026-11-04T16:00:00Z',
  supported: '2026-11-06T08:00:00Z',
  final: '2026-11-10T00:00:00Z',
} as const;
type Moment = keyof typeof times;

let ledger: TestLedger;
const bills = new Map<Moment, BillRow[]>();
beforeAll(async () => {
  ledger = await createTestLedger();
  for (const moment of ['closed', 'grown', 'restated', 'supported', 'final'] as const) {
    const at = new Date(times[moment]);
    const bill = book.billAsOf('aws', month, at);
    if (bill === null) throw new Error('October was not billed.');
    // The last days of usage, and everything that is charged for the month as a whole.
    const rows = bill.rows.filter(({ category, from }) => category !== 'Usage' || from >= '2026-10-29');
    bills.set(moment, rows);
    await deliver(bill, rows, at);
    if (moment === 'closed') await close(at);
  }
}, 300_000);
afterAll(() => ledger.close());

const actor: Actor = {
  kind: 'person',
  id: null,
  personId: null,
  label: 'test',
  grants: [{ role: 'finance', scope: { kind: 'all' } }],
};
const at = (now: Date) => ({ actor, database: ledger.database, now, requestId: 'test' });
const openLedger = async () => ({ root: ledger.folder.root, engine: ledger.engine });

async function deliver(bill: Bill, rows: readonly BillRow[], now: Date) {
  const file = toFile(writeFocusFile(bill, rows), { name: 'october.parquet', encoding: 'parquet' });
  const { months } = await ledger.keepDelivery(
    toDelivery([file], { deliveredAt: now, version: now.toISOString() }),
    now,
  );
  expect(months).toMatchObject([{ state: 'kept', rejectedRows: 0 }]);
}

const close = (now: Date) => closeMonth(at(now), { month, comment: '', overrideReason: null }, openLedger);

async function tell(moment: Moment): Promise<{ close: Close; book: CloseBook }> {
  const asOf = new Date(new Date(times[moment]).getTime() + 1000).toISOString();
  const told = await readClose(at(new Date('2026-11-20T00:00:00Z')), month, { metric: 'billed', asOf }, openLedger);
  const [book] = told.books;
  if (book === undefined) throw new Error('There is no book.');
  return { close: told, book };
}

function amount(told: string): Amount {
  const read = parseAmount(told);
  if (read === null) throw new Error(told);
  return read;
}

/** What the world billed by then, of rows of a kind. */
function billed(moment: Moment, isOf: (row: BillRow) => boolean = () => true): Amount {
  const rows = (bills.get(moment) ?? []).filter(isOf);
  return amount(text(rows.reduce((sum, { costs }) => sum + costs.billed, 0n)));
}

const isUsage = ({ category, isCorrection, commitmentStatus }: BillRow) =>
  category === 'Usage' && !isCorrection && commitmentStatus !== 'Unused';
const isFee = ({ category }: BillRow) => category === 'Purchase' || category === 'Tax';
const since = (moment: Moment, isOf?: (row: BillRow) => boolean) => billed(moment, isOf) - billed('closed', isOf);
const causeOf = (of: CloseBook, cause: ChangeCause) =>
  amount(of.causes.find((one) => one.cause === cause)?.amount ?? '0');

describe('what the world did to a closed month is what is told', () => {
  test('its last days grow: late usage, and the taxes on it', async () => {
    const { book } = await tell('grown');
    expect(book.difference).toBe(formatAmount(since('grown')));
    expect(since('grown', isUsage) > 0n).toBe(true);
    expect(causeOf(book, 'late-usage')).toBe(since('grown', isUsage));
    expect(causeOf(book, 'fees')).toBe(since('grown', isFee));
    expect(book.causes.map(({ cause }) => cause).sort()).toEqual(['fees', 'late-usage']);
  });

  test('a service is restated: its price', async () => {
    const { book } = await tell('restated');
    const price = billed('restated', isUsage) - billed('grown', isUsage);
    expect(price < 0n).toBe(true);
    expect(causeOf(book, 'late-usage') + causeOf(book, 'price')).toBe(since('restated', isUsage));
    // What grew by the restated price as well is split by the old price, to eight digits a line.
    const off = causeOf(book, 'price') - price;
    expect(off < amount('0.01') && off > amount('-0.01')).toBe(true);
    expect(book.causes.map(({ cause }) => cause).sort()).toEqual(['fees', 'late-usage', 'price']);
  });

  test('support comes: a fee; and nothing is left that no cause explains', async () => {
    const { book } = await tell('supported');
    expect(causeOf(book, 'fees')).toBe(since('supported', isFee));
    expect(causeOf(book, 'other')).toBe(0n);
    const told = book.causes.reduce((sum, one) => sum + amount(one.amount), 0n);
    expect(told).toBe(since('supported'));
    for (const part of [...book.byTeam, ...book.byService, ...book.byProvider])
      expect(part.causes.reduce((sum, one) => sum + amount(one.amount), 0n)).toBe(amount(part.difference ?? ''));
  });

  test('the invoice gets its number, which changes no cent', async () => {
    const [supported, final] = [await tell('supported'), await tell('final')];
    expect(final.book.difference).toBe(supported.book.difference);
    expect(final.book.causes).toEqual(supported.book.causes);
  });
});

test('the checklist says what was missing at the close, and the invoice is reconciled to the cent once it is final', async () => {
  const now = new Date('2026-11-20T00:00:00Z');
  const { close: told } = await tell('final');
  expect(told.close?.checklist.find(({ id }) => id === 'invoices')).toEqual({
    id: 'invoices',
    state: 'notice',
    found: [
      {
        code: 'invoice',
        state: 'not-final',
        provider: 'aws',
        billingAccount: expect.stringMatching(/^\d+$/),
        invoiceNumbers: [],
      },
    ],
  });
  const before = await readMonthInvoices(at(now), { month }, openLedger);
  const [line] = before.items;
  if (line?.billingAccount == null || line.currency === null) throw new Error('There is no line.');
  expect([line.state, line.ledger]).toEqual(['only-ledger', formatAmount(billed('final'))]);
  const asked = toPayable(billed('final'), 'USD');
  await recordInvoice(at(now), {
    provider: 'aws',
    invoiceNumber: line.invoiceNumbers[0] ?? '',
    billingAccount: line.billingAccount,
    month,
    currency: line.currency,
    amount: asked,
    tax: null,
    issuedOn: null,
    documentName: null,
    documentHash: null,
    comment: '',
  });
  const after = await readMonthInvoices(at(now), { month }, openLedger);
  expect(after.items).toMatchObject([{ state: 'matched', by: 'invoice', invoiced: formatAmount(asked) }]);
  expect(after.items[0]?.parts.map(({ category }) => category)).toEqual(['Credit', 'Purchase', 'Tax', 'Usage']);
});
