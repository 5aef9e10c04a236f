import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '@/lib/access/actor';
import { explainRemainder } from '@/lib/commands/cost/invoices/explain-remainder';
import { parseAmount } from '@/lib/domain/cost/amount';
import { createTestLedger, type TestLedger, toCsv, toDelivery, toFile } from '@/lib/store/cost-ledger/test-ledger';
import { readMonthInvoices } from './read-invoices';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await createTestLedger();
});
afterAll(() => ledger.close());

const now = new Date('2026-11-10T00:00:00Z');
const finance: Actor = {
  kind: 'person',
  id: null,
  personId: null,
  label: 'finance',
  grants: [{ role: 'finance', scope: { kind: 'all' } }],
};
const october = async () => {
  const context = { actor: finance, database: ledger.database, now };
  const { items } = await readMonthInvoices(context, { month: '2026-10' }, async () => ({
    root: ledger.folder.root,
    engine: ledger.engine,
  }));
  return items;
};
const explain = (explanation: string, remainder: string | null) =>
  explainRemainder(
    { actor: finance, database: ledger.database, now, requestId: 'test' },
    {
      month: '2026-10',
      provider: 'aws',
      billingAccount: 'payer',
      invoiceNumber: '4711',
      currency: 'USD',
      remainder: remainder === null ? null : parseAmount(remainder),
      explanation,
    },
  );

test('of an invoice that nobody entered the remainder is not known, and what was said of it can be read', async () => {
  const bill = toCsv([{ BilledCost: '120.10', InvoiceId: '4711' }]);
  await ledger.keepDelivery(toDelivery([toFile(bill)]), now);
  expect(await october()).toMatchObject([
    { state: 'only-ledger', invoiced: null, ledger: '120.1', remainder: null, explanation: null },
  ]);
  // As it was told while the ledger was taken for a remainder.
  await explain('It comes by post.', '-120.1');
  expect(await october()).toMatchObject([
    { remainder: null, explanation: { text: 'It comes by post.', remainder: '-120.1', by: 'finance' } },
  ]);
  await explain('It was lost.', null);
  expect(await october()).toMatchObject([{ explanation: { text: 'It was lost.', remainder: null } }]);
});
