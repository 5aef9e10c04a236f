import { afterAll, beforeAll, expect, test } from 'vitest';
import { toCsv } from '@/lib/store/cost-ledger/test-ledger';
import { createTestProgram, type TestProgram } from '../test-program';

let program: TestProgram;
beforeAll(async () => {
  program = await createTestProgram();
  await write('bill.csv', toCsv([{ BilledCost: '100.10' }, { BilledCost: '19.02', ChargeCategory: 'Tax' }]));
});
afterAll(() => program.close());

const write = (name: string, content: string) => program.write(name, content);

const cost = (...line: string[]) => program.run('cost', ...line);
const json = async (...line: string[]) => JSON.parse((await cost(...line, '--json')).out);
const list = (amount: string, comment = '') =>
  `provider,invoice,account,month,currency,amount,tax,comment\naws,4711,payer,2026-10,USD,${amount},19.02,${comment}\n`;

test('a month is closed, and what a later bill changes of it is told by cause', async () => {
  expect((await cost('import', program.path('bill.csv'))).code).toBe(0);
  expect(await cost('close', '2026-10', '--comment', 'Done.')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^2026-10 is closed, close 1\. Digest [0-9a-f]{64}\.$/),
  });
  expect((await cost('close', '2026-10')).remarks).toBe('2026-10 is closed already.');
  await write('bill.csv', toCsv([{ BilledCost: '100.10' }, { BilledCost: '20', ChargeCategory: 'Tax' }]));
  expect((await cost('import', program.path('bill.csv'))).code).toBe(0);
  const { books } = await json('changes', '2026-10');
  expect(books).toMatchObject([
    { closed: { amount: '119.12' }, difference: '0.98', causes: [{ cause: 'fees', amount: '0.98', lines: 1 }] },
  ]);
  const { items } = await json('closes');
  expect(items).toMatchObject([{ month: '2026-10', state: 'closed', books: [{ difference: '0.98' }] }]);
  expect(await cost('reopen', '2026-10', '--reason', 'The tax was wrong.')).toMatchObject({ code: 0 });
  expect((await json('closes')).items).toMatchObject([{ state: 'reopened' }]);
});

test('a month that nothing tells is closed with a reason alone, and a month that is none is refused', async () => {
  const refused = await cost('close', '2026-09');
  expect([refused.code, refused.remarks]).toEqual([
    1,
    expect.stringContaining('Something speaks against closing 2026-09'),
  ]);
  expect((await cost('close', '2026-09', '--override', 'Nothing ran.')).code).toBe(0);
  expect((await cost('close', '2026-13')).code).toBe(1);
});

test('invoices are entered once, replaced on purpose with a reason, and held against the ledger', async () => {
  const path = program.path('invoices.csv');
  await write('invoices.csv', list('120.10'));
  expect((await json('invoices', 'import', path)).invoices).toMatchObject([{ outcome: 'entered' }]);
  expect((await json('invoices', 'import', path)).invoices).toMatchObject([{ outcome: 'unchanged' }]);
  const told = await json('invoices', 'list', '--month', '2026-10');
  expect(told.items).toMatchObject([
    {
      state: 'matched',
      by: 'month',
      invoiceNumbers: ['4711'],
      invoiced: '120.1',
      ledger: '120.1',
      remainder: '0',
      tax: '19.02',
    },
  ]);
  await write('invoices.csv', list('120.11'));
  expect((await cost('invoices', 'import', path)).remarks).toContain('replace it');
  expect((await cost('invoices', 'import', path, '--replace')).remarks).toContain('Say why the entry is replaced.');
  await write('invoices.csv', list('120.11', 'It was a cent more.'));
  expect((await json('invoices', 'import', path, '--replace')).invoices).toMatchObject([{ outcome: 'replaced' }]);
  const after = await json('invoices', 'list', '--month', '2026-10');
  expect(after.items).toMatchObject([{ state: 'difference', remainder: '0.01' }]);
  expect(after.invoices.map(({ replacedBy }: { replacedBy: string | null }) => replacedBy === null)).toEqual([
    true,
    false,
  ]);
  await expect(program.database.pool.query('DELETE FROM cost_invoice')).rejects.toMatchObject({ code: '42501' });
});

test('a list with a row that cannot be read enters nothing', async () => {
  await write('invoices.csv', `${list('1.00')}aws,4712,payer,2026-1,XXX,a,,\n`);
  expect((await cost('invoices', 'import', program.path('invoices.csv'))).remarks).toBe(
    'Nothing was entered. Line 3, month: It is no month such as 2026-10. Line 3, currency: It is no currency of ISO 4217. Line 3, amount: It is no number such as 1234.56.',
  );
});
