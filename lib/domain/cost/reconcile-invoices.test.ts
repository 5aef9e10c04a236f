import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Amount, formatAmount, parseAmount } from './amount';
import { type EnteredInvoice, type InvoicedPart, reconcileInvoices, toPayable } from './reconcile-invoices';

function amount(text: string): Amount {
  const read = parseAmount(text);
  if (read === null) throw new Error(text);
  return read;
}

const part = (invoiceNumber: string | null, billed: string, rest: Partial<InvoicedPart> = {}): InvoicedPart => ({
  provider: 'aws',
  billingAccount: 'payer',
  invoiceNumber,
  currency: 'USD',
  category: 'Usage',
  rows: 1,
  untold: 0,
  billed: amount(billed),
  ...rest,
});
const invoice = (invoiceNumber: string, asks: string, rest: Partial<EnteredInvoice> = {}): EnteredInvoice => ({
  id: invoiceNumber,
  provider: 'aws',
  billingAccount: 'payer',
  invoiceNumber,
  currency: 'USD',
  amount: amount(asks),
  tax: null,
  ...rest,
});
const tell = (parts: InvoicedPart[], invoices: EnteredInvoice[]) =>
  reconcileInvoices(parts, invoices).map(({ state, by, invoiceNumbers, remainder }) => [
    state,
    by,
    invoiceNumbers.join(' '),
    remainder === null ? null : formatAmount(remainder),
  ]);

describe('an invoice', () => {
  test('matches rows of its number when they are alike to the cent, tax and credits included', () => {
    const parts = [part('1', '100.004'), part('1', '19', { category: 'Tax' }), part('1', '-5', { category: 'Credit' })];
    expect(tell(parts, [invoice('1', '114.00')])).toEqual([['matched', 'invoice', '1', '-0.004']]);
    expect(
      reconcileInvoices(parts, [])
        .at(0)
        ?.parts.map(({ category, billed }) => [category, formatAmount(billed)]),
    ).toEqual([
      ['Credit', '-5'],
      ['Tax', '19'],
      ['Usage', '100.004'],
    ]);
  });

  test('differs by what it asks for beyond the ledger', () => {
    expect(tell([part('1', '100')], [invoice('1', '100.01')])).toEqual([['difference', 'invoice', '1', '0.01']]);
  });

  test('is held against the whole month where no row of its account carries a number', () => {
    const parts = [
      part(null, '30', { provider: 'azure' }),
      part(null, '70', { provider: 'azure', category: 'Purchase' }),
    ];
    const two = [invoice('a', '60', { provider: 'azure' }), invoice('b', '40', { provider: 'azure' })];
    expect(tell(parts, two)).toEqual([['matched', 'month', 'a b', '0']]);
    expect(tell(parts, [])).toEqual([['only-ledger', 'month', '', null]]);
  });

  test('stands alone where rows carry other numbers, and rows without one are not final', () => {
    expect(tell([part('1', '10'), part(null, '3')], [invoice('2', '7')])).toEqual([
      ['not-final', 'invoice', '', null],
      ['only-ledger', 'invoice', '1', null],
      ['only-invoice', 'invoice', '2', '7'],
    ]);
  });

  test('of AWS is awaited while rows carry no number', () => {
    expect(tell([part(null, '10')], [])).toEqual([['not-final', 'month', '', null]]);
  });

  test('in another currency is no match', () => {
    expect(tell([part('1', '10')], [invoice('1', '10', { currency: 'EUR' })]).map(([state]) => state)).toEqual([
      'only-invoice',
      'only-ledger',
    ]);
  });
});

test('a yen has no cents', () => {
  expect(toPayable(amount('12.5'), 'JPY')).toBe(amount('12'));
  expect(toPayable(amount('0.005'), 'USD')).toBe(amount('0'));
});

test('every row and every invoice is in exactly one line', () => {
  const account = fc.constantFrom('x', 'y');
  const number = fc.constantFrom('1', '2', '3');
  const money = fc.bigInt({ min: -(10n ** 28n), max: 10n ** 28n });
  const parts = fc.array(
    fc.record({
      provider: fc.constantFrom('aws', 'azure', null),
      billingAccount: account,
      invoiceNumber: fc.option(number),
      currency: fc.constantFrom('USD', 'EUR', null),
      category: fc.constantFrom('Usage', 'Tax', null),
      rows: fc.nat(9),
      untold: fc.constant(0),
      billed: money,
    }),
  );
  const invoices = fc.array(
    fc.record({
      id: fc.uuid(),
      provider: fc.constantFrom('aws', 'azure'),
      billingAccount: account,
      invoiceNumber: number,
      currency: fc.constantFrom('USD', 'EUR'),
      amount: money,
      tax: fc.constant(null),
    }),
  );
  fc.assert(
    fc.property(parts, invoices, (rows, entered) => {
      const lines = reconcileInvoices(rows, entered);
      const sum = (amounts: readonly (Amount | null)[]) =>
        amounts.reduce<Amount>((total, one) => total + (one === null ? 0n : one), 0n);
      expect(sum(lines.map(({ ledger }) => ledger))).toBe(sum(rows.map(({ billed }) => billed)));
      expect(sum(lines.map(({ invoiced }) => invoiced))).toBe(sum(entered.map((one) => one.amount)));
      expect(lines.flatMap((line) => line.entered.map(({ id }) => id)).sort()).toEqual(
        entered.map(({ id }) => id).sort(),
      );
      for (const { state, remainder, ledger, invoiced } of lines)
        if (state === 'matched' || state === 'difference') expect(remainder).toBe((invoiced ?? 0n) - (ledger ?? 0n));
    }),
  );
});
