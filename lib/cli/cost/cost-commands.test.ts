import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultTagRules } from '@/lib/domain/resource';
import { toCsv } from '@/lib/store/cost-ledger/test-ledger';
import { createTestProgram, type TestProgram } from '../test-program';

let program: TestProgram;

beforeAll(async () => {
  program = await createTestProgram();
  await write(
    'october.csv',
    toCsv([{ BilledCost: '0.1' }, { BilledCost: '0.2', ServiceName: 'S3' }, { BilledCost: '' }]),
  );
});
afterAll(() => program.close());

const write = (name: string, content: string) => program.write(name, content);

const cost = (...line: string[]) => program.run('cost', ...line);

test('a bill is imported once, on the record, and counts', async () => {
  expect(await cost('deliveries')).toMatchObject({ code: 0, out: 'No bill has arrived yet.' });
  const first = await cost('import', program.path('october.csv'), '--json');
  expect(first).toMatchObject({ code: 0, remarks: '' });
  expect(JSON.parse(first.out)).toMatchObject({
    scope: 'october',
    months: [{ month: '2026-10', state: 'kept', rows: 3 }],
  });
  expect((await cost('import', program.path('october.csv'))).remarks).toMatch(/nothing was changed/);
  expect(await program.database.prisma.auditEntry.findMany({ where: { action: 'cost.import' } })).toMatchObject([
    { outcome: 'done', detail: { scope: 'october', months: [{ month: '2026-10', state: 'kept', rows: 3 }] } },
  ]);
  const { deliveries } = JSON.parse((await cost('deliveries', '--json')).out);
  expect(deliveries).toMatchObject([{ billingMonth: '2026-10', source: 'focus-file', scope: 'october', rows: 3 }]);
  // What it was added up by.
  const rules = expect.arrayContaining([{ attribute: 'team', source: { from: 'tag', key: 'team' }, maps: null }]);
  expect(deliveries).toMatchObject([{ rollup: { rolledAt: expect.any(String), attribution: { rules } } }]);
});

test('commitments and data transfer are told over the days named', async () => {
  const days = ['--from', '2026-10-01', '--to', '2026-10-31'];
  const commitments = JSON.parse((await cost('commitments', ...days, '--json')).out);
  expect(commitments).toMatchObject({ price: 'contracted', isPartial: false, books: [] });
  const transfer = await cost('transfer', ...days);
  expect(transfer).toMatchObject({ code: 0, out: 'No bill of these days tells data transfer.' });
  expect((await cost('transfer', '--from', 'then')).remarks).toBe('“then” is no day such as 2026-11-30.');
});

test('totals are exact, and say where rows do not tell', async () => {
  const answer = await cost('totals', '--by', 'service', '--json');
  expect(JSON.parse(answer.out)).toMatchObject({
    totals: [
      { keys: ['EC2'], currency: 'USD', basis: 'billed', amount: '0.1', rows: 2, untold: 1 },
      { keys: ['S3'], currency: 'USD', amount: '0.2', rows: 1, untold: 0 },
    ],
  });
  const told = await cost('totals', '--by', 'tag:team', '--billing-month', '2026-10');
  expect(told.out).toMatch(
    /^TAG:TEAM +BILLED +CURRENCY +BASIS +ROWS\n— +at least 0\.3 \(1 rows do not tell\) +USD +billed +3$/,
  );
  expect(told.remarks).toMatch(/^By billing month, as known on /);
  expect(JSON.parse((await cost('totals', '--as-of', '2020-01-01', '--json')).out)).toMatchObject({ totals: [] });
});

test('totals say which sources they lack', async () => {
  expect(JSON.parse((await cost('totals', '--json')).out)).toMatchObject({ incomplete: [] });
  const { id } = await program.database.prisma.connection.create({
    data: {
      provider: 'aws',
      name: 'silent',
      settings: {},
      tagRules: { ...defaultTagRules },
      intervalMs: 60_000,
      createdAt: new Date('2026-09-01T00:00:00Z'),
      schedules: { create: { capability: 'cost', nextDueAt: new Date('2036-12-01T00:00:00Z') } },
    },
  });
  const october = ['totals', '--billing-month', '2026-10', '--as-of', '2026-11-05T00:00:00Z'];
  const why = 'It has delivered no bill yet.';
  expect(JSON.parse((await cost(...october, '--json')).out)).toMatchObject({
    incomplete: [{ title: 'silent', from: '2026-10-01', to: '2026-10-31', why }],
  });
  expect((await cost(...october)).remarks).toContain(
    `Sums are at least what they say: of silent, 2026-10-01 to 2026-10-31 are missing. ${why}`,
  );
  await program.database.prisma.connection.delete({ where: { id } });
});

test('a bill that cannot be read fails with its reasons', async () => {
  await write('bad.csv', toCsv([{ BilledCost: '5' }, { ChargePeriodStart: '2026-10-05T30:00:00Z' }]));
  const answer = await cost('import', program.path('bad.csv'));
  expect(answer).toMatchObject({ code: 1, out: expect.stringMatching(/2026-10 +quarantined +1 +1/) });
  expect(answer.remarks).toBe(
    'bad.csv, row 2, ChargePeriodStart “2026-10-05T30:00:00Z”: It is no instant as ISO 8601 writes it.\nNot everything counts: see the reasons.',
  );
});

test('a refused bill is dismissed with a reason, and taken up again', async () => {
  const listed = async () =>
    JSON.parse((await cost('deliveries', '--json')).out).deliveries.find(
      ({ scope }: { scope: string }) => scope === 'bad',
    );
  const lacking = async () => (await cost('totals', '--billing-month', '2026-10')).remarks.includes('at least');
  const { id } = await listed();
  expect(await lacking()).toBe(true);
  expect((await cost('dismiss', id)).remarks).toMatch(/--reason/);
  expect((await cost('dismiss', 'bad', '--reason', 'x')).remarks).toMatch(/delivery/);
  expect(await cost('dismiss', id, '--reason', 'A test.')).toMatchObject({ code: 0 });
  expect((await listed()).dismissal).toMatchObject({ reason: 'A test.' });
  expect((await cost('deliveries')).out).toMatch(/quarantined, dismissed/);
  expect(await lacking()).toBe(false);
  expect((await cost('undismiss', id)).out).toBe('It is in quarantine as before.');
  expect(await lacking()).toBe(true);
  expect(await cost('undismiss', id)).toMatchObject({ code: 1, remarks: 'It is not dismissed.' });
});

test('what a file does not say is taken from who imports it, and stays on record', async () => {
  const rows = [
    'BilledCost,BillingAccountId,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd',
    '7,elsewhere,4/1/25,5/1/25,4/2/2025 5:30,4/2/25 06:30:00',
  ];
  await write('april.csv', `${rows.join('\n')}\n`);
  const april = (...more: string[]) => cost('import', program.path('april.csv'), ...more);
  expect((await april()).remarks).toMatch(/BillingCurrency.* is missing/);
  expect((await april('--currency', 'usd')).remarks).toMatch(/4\/1\/25/);
  expect((await april('--currency', 'XX')).remarks).toBe('“XX” is no currency of ISO 4217.');
  expect(await april('--currency', 'usd', '--date-order', 'month-first')).toMatchObject({ code: 0, remarks: '' });
  const total = async (...time: string[]) => JSON.parse((await cost('totals', ...time, '--json')).out).totals;
  expect(await total('--billing-month', '2025-04')).toMatchObject([{ amount: '7', currency: 'USD' }]);
  expect(await total('--from', '2025-04-02', '--to', '2025-04-02')).toHaveLength(1);
  const kept = await program.database.prisma.costDelivery.findFirstOrThrow({
    where: { scope: 'april', state: 'kept' },
  });
  expect(kept.title).toBe('Import of april.csv (read as USD where no currency is told, dates with the month first)');
  // The same file read otherwise is another bill.
  expect(await april('--currency', 'usd', '--date-order', 'day-first')).toMatchObject({ code: 0, remarks: '' });
  expect(await total('--billing-month', '2025-01')).toMatchObject([{ amount: '7' }]);
});

test.each([
  [['totals', '--by', 'colour'], /^Costs are not told apart by “colour”/],
  [['totals', '--from', '2026-02-30'], /is no day such as/],
  [['totals', '--billing-month', '2026-13'], /is no month such as/],
  [['totals', '--as-of', 'yesterday'], /is no instant such as/],
  [['import', 'no-such-file.csv'], /^no-such-file\.csv cannot be read\.$/],
  [['import', 'a.csv', 'b.csv'], /name its scope with --scope/],
])('%j is refused in a sentence', async (line, sentence) => {
  expect(await cost(...line)).toMatchObject({ code: 1, remarks: expect.stringMatching(sentence) });
});
