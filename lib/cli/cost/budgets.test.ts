import { afterAll, beforeAll, expect, test } from 'vitest';
import { toCsv } from '@/lib/store/cost-ledger/test-ledger';
import { createTestProgram, type TestProgram } from '../test-program';

let program: TestProgram;

beforeAll(async () => {
  program = await createTestProgram();
});
afterAll(() => program.close());

const cost = (...line: string[]) => program.run('cost', ...line);

async function setBudget(terms: unknown) {
  const path = await program.write('budget.json', typeof terms === 'string' ? terms : JSON.stringify(terms));
  return cost('budgets', 'set', path);
}

test('a budget is made of a file, changed by another of the same name, and told as it stands', async () => {
  expect((await cost('budgets', 'list')).out).toBe('There is no budget.');
  const terms = { name: 'Research', currency: 'USD', amount: '1200.50', filters: { team: 'research' } };
  expect(await setBudget(terms)).toMatchObject({ code: 0, out: 'The budget Research is made.', remarks: '' });
  expect((await setBudget({ ...terms, name: 'research', amount: '1300' })).out).toMatch(/has these terms now/);
  const { items } = JSON.parse((await cost('budgets', 'list', '--json')).out);
  expect(items).toMatchObject([
    {
      budget: { version: 2, terms: { name: 'research', filters: { team: ['research'] }, amount: '1300' } },
      state: 'unknown',
      probability: null,
      forecast: { spent: { amount: null }, end: null },
    },
  ]);
  expect((await cost('budgets', 'list')).out).toMatch(
    /^BUDGET .*\nresearch +\d{4}-\d{2} +— +\$1,300\.00 +— +— +cannot say$/,
  );
});

test.each([
  [{ name: 'x', currency: 'USD' }, /^amount: /],
  [{ name: 'x', currency: 'USD', amount: '0' }, /above nought/],
  [{ name: 'x', currency: 'USD', amount: '1', owner: 'nobody@example.com' }, /Nobody here has the address/],
  ['{', /is no JSON\.$/],
])('%j is refused in a sentence', async (terms, sentence) => {
  expect(await setBudget(terms)).toMatchObject({ code: 1, remarks: expect.stringMatching(sentence) });
});

test('a forecast says why there is none', async () => {
  await program.write('bill.csv', toCsv([{ BilledCost: '5' }]));
  expect((await cost('import', program.path('bill.csv'))).code).toBe(0);
  const { items } = JSON.parse((await cost('forecast', '--metric', 'billed', '--json')).out);
  expect(items).toMatchObject([
    { value: null, currency: 'USD', month: { end: null, why: expect.stringMatching(/^Cannot say/) } },
  ]);
  expect((await cost('forecast', '--filter', 'team')).remarks).toMatch(/is no filter such as/);
});
