import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toCsv } from '@/lib/store/cost-ledger/test-ledger';
import { createTestProgram, type TestProgram } from '../test-program';

let program: TestProgram;

beforeAll(async () => {
  program = await createTestProgram();
});
afterAll(() => program.close());

const run = (...line: string[]) => program.run(...line);

const write = (name: string, content: string) => program.write(name, content);

describe('exchange rates', () => {
  test('are imported once, on the record, and a corrected one stands beside the old', async () => {
    expect((await run('rates', 'list')).out).toBe('No exchange rate is known.');
    const path = await write('eurofxref-hist.csv', 'Date,USD,GBP,\n2026-10-05,1.25,0.8,\n2026-10-02,1.2,N/A,\n');
    expect(await run('rates', 'import', path)).toEqual({
      code: 0,
      out: '3 rates of European Central Bank were added, of 2026-10-02 to 2026-10-05.',
      remarks: '',
    });
    expect((await run('rates', 'import', path)).out).toMatch(/nothing was changed/);
    const corrected = await write('corrected.csv', 'Date,USD\n2026-10-05,1.6\n');
    expect((await run('rates', 'import', corrected)).remarks).toMatch(/^1 more were told otherwise before/);
    const pair = JSON.parse((await run('rates', 'list', '--from', 'eur', '--to', 'USD', '--json')).out);
    expect(pair.rates).toMatchObject([
      { day: '2026-10-05', rate: '1.6', source: 'European Central Bank' },
      { day: '2026-10-05', rate: '1.25' },
      { day: '2026-10-02', rate: '1.2' },
    ]);
    expect(JSON.parse((await run('rates', 'list', '--json')).out).pairs).toMatchObject([
      { last: { to: 'GBP', rate: '0.8' }, days: 1, replaced: 0 },
      { last: { to: 'USD', rate: '1.6' }, days: 2, replaced: 1, firstDay: '2026-10-02' },
    ]);
    expect(await program.database.prisma.auditEntry.count({ where: { action: 'exchange-rates.import' } })).toBe(2);
  });

  test('tell totals in one currency, and what they do not tell', async () => {
    const day = (start: string) => ({ ChargePeriodStart: `${start}T00:00:00Z`, ChargePeriodEnd: `${start}T01:00:00Z` });
    const bill = toCsv([
      { BilledCost: '1.6', ...day('2026-10-05'), ServiceName: 'EC2' },
      { BilledCost: '1', ...day('2026-10-05'), BillingCurrency: 'GBP' },
      { BilledCost: '', ...day('2026-10-05'), ServiceName: 'S3' },
      { BilledCost: '5', ...day('2026-10-20'), ServiceName: 'EC2' },
    ]);
    expect((await run('cost', 'import', await write('bill.csv', bill))).code).toBe(0);
    const totals = await run('cost', 'totals', '--currency', 'eur', '--by', 'service', '--json');
    expect(JSON.parse(totals.out)).toMatchObject({
      currency: 'EUR',
      rates: [
        { to: 'GBP', rate: '0.8' },
        { to: 'USD', rate: '1.6' },
      ],
      totals: [
        { keys: ['EC2'], currency: 'EUR', amount: '2.25', rows: 2 },
        { keys: ['EC2'], currency: 'USD', amount: '5' },
        { keys: ['S3'], currency: 'EUR', amount: null, rows: 1, untold: 1 },
      ],
    });
    const told = await run('cost', 'totals', '--currency', 'EUR');
    expect(told.remarks).toMatch(
      /In EUR by the rate of each charge day.*2 rates of 2026-10-05 to 2026-10-05, from European Central Bank\. No rate is known for all of USD/,
    );
  });

  test.each([
    [['rates', 'import', 'no-such.csv'], /^no-such\.csv cannot be read\.$/],
    [['rates', 'list', '--from', 'EUR'], /^Name both currencies/],
    [['rates', 'list', '--from', 'EUR', '--to', 'XYZ'], /is no currency of ISO 4217/],
    [['cost', 'totals', '--currency', 'XYZ'], /is no currency of ISO 4217/],
  ])('%j is refused in a sentence', async (line, sentence) => {
    expect(await run(...line)).toMatchObject({ code: 1, remarks: expect.stringMatching(sentence) });
  });

  test.each([
    ['a,b\n1,2\n', /tells no exchange rates/],
    ['day,from,to,rate\n2026-10-05,EUR,USD,0\n2026-10-06,EUR,USD,1\n', /none was taken: Row 1, rate: It is no number/],
    ['day,from,to,rate\n2999-10-05,EUR,USD,1\n', /No rate is known yet of 2999-10-05/],
  ])('%j is taken whole or not at all', async (text, sentence) => {
    const before = await program.database.pool.query('SELECT count(*) FROM currency_rate');
    const answer = await run('rates', 'import', await write('bad.csv', text));
    expect(answer).toMatchObject({ code: 1, remarks: expect.stringMatching(sentence) });
    expect((await program.database.pool.query('SELECT count(*) FROM currency_rate')).rows).toEqual(before.rows);
  });
});
