import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { advanceAnchor } from '@/lib/audit/advance-anchor';
import { toCsv } from '@/lib/store/cost-ledger/test-ledger';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { runProgram } from '../program';

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'millwright-cost-cli-'));
  await advanceAnchor(database, join(folder, 'audit-head.json'));
  await write(
    'october.csv',
    toCsv([{ BilledCost: '0.1' }, { BilledCost: '0.2', ServiceName: 'S3' }, { BilledCost: '' }]),
  );
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

function write(name: string, content: string): Promise<void> {
  return writeFile(join(folder, name), content);
}

async function cost(...line: string[]) {
  const out: string[] = [];
  const remarks: string[] = [];
  const terminal = {
    out: (text: string) => void out.push(text),
    remark: (text: string) => void remarks.push(text),
    ask: async () => null,
  };
  const env = {
    DATABASE_URL: database.url,
    MILLWRIGHT_KEY: randomBytes(32).toString('base64'),
    MILLWRIGHT_DATA_DIR: folder,
  };
  const code = await runProgram({ terminal, env }, ['cost', ...line]);
  return { code, out: out.join('\n'), remarks: remarks.join('\n') };
}

test('a bill is imported once, on the record, and counts', async () => {
  expect(await cost('deliveries')).toMatchObject({ code: 0, out: 'No bill has arrived yet.' });
  const first = await cost('import', join(folder, 'october.csv'), '--json');
  expect(first).toMatchObject({ code: 0, remarks: '' });
  expect(JSON.parse(first.out)).toMatchObject({
    scope: 'october',
    months: [{ month: '2026-10', state: 'kept', rows: 3 }],
  });
  expect((await cost('import', join(folder, 'october.csv'))).remarks).toMatch(/nothing was changed/);
  expect(await database.prisma.auditEntry.findMany({ where: { action: 'cost.import' } })).toMatchObject([
    { outcome: 'done', detail: { scope: 'october', months: [{ month: '2026-10', state: 'kept', rows: 3 }] } },
  ]);
  const { deliveries } = JSON.parse((await cost('deliveries', '--json')).out);
  expect(deliveries).toMatchObject([{ billingMonth: '2026-10', source: 'focus-file', scope: 'october', rows: 3 }]);
  // What it was added up by.
  const rules = expect.arrayContaining([{ attribute: 'team', source: { from: 'tag', key: 'team' }, maps: null }]);
  expect(deliveries).toMatchObject([{ rollup: { rolledAt: expect.any(String), attribution: { rules } } }]);
});

test('totals are exact, and say where rows do not tell', async () => {
  const answer = await cost('totals', '--by', 'service', '--json');
  expect(JSON.parse(answer.out)).toMatchObject({
    totals: [
      { keys: ['EC2'], currency: 'USD', amount: '0.1', rows: 2, untold: 1 },
      { keys: ['S3'], currency: 'USD', amount: '0.2', rows: 1, untold: 0 },
    ],
  });
  const told = await cost('totals', '--by', 'tag:team', '--billing-month', '2026-10');
  expect(told.out).toMatch(/^TAG:TEAM +BILLED +CURRENCY +ROWS\n— +at least 0\.3 \(1 rows do not tell\) +USD +3$/);
  expect(told.remarks).toMatch(/^By billing month, as known on /);
  expect(JSON.parse((await cost('totals', '--as-of', '2020-01-01', '--json')).out)).toMatchObject({ totals: [] });
});

test('a bill that cannot be read fails with its reasons', async () => {
  await write('bad.csv', toCsv([{ BilledCost: '5' }, { ChargePeriodStart: '2026-10-05T30:00:00Z' }]));
  const answer = await cost('import', join(folder, 'bad.csv'));
  expect(answer).toMatchObject({ code: 1, out: expect.stringMatching(/2026-10 +quarantined +1 +1/) });
  expect(answer.remarks).toBe(
    'bad.csv, row 2, ChargePeriodStart “2026-10-05T30:00:00Z”: It is no instant as ISO 8601 writes it.\nNot everything counts: see the reasons.',
  );
});

test('what a file does not say is taken from who imports it, and stays on record', async () => {
  const rows = [
    'BilledCost,BillingAccountId,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd',
    '7,elsewhere,4/1/25,5/1/25,4/2/2025 5:30,4/2/25 06:30:00',
  ];
  await write('april.csv', `${rows.join('\n')}\n`);
  const april = (...more: string[]) => cost('import', join(folder, 'april.csv'), ...more);
  expect((await april()).remarks).toMatch(/BillingCurrency.* is missing/);
  expect((await april('--currency', 'usd')).remarks).toMatch(/4\/1\/25/);
  expect((await april('--currency', 'XX')).remarks).toBe('“XX” is no currency of ISO 4217.');
  expect(await april('--currency', 'usd', '--date-order', 'month-first')).toMatchObject({ code: 0, remarks: '' });
  const total = async (...time: string[]) => JSON.parse((await cost('totals', ...time, '--json')).out).totals;
  expect(await total('--billing-month', '2025-04')).toMatchObject([{ amount: '7', currency: 'USD' }]);
  expect(await total('--from', '2025-04-02', '--to', '2025-04-02')).toHaveLength(1);
  const kept = await database.prisma.costDelivery.findFirstOrThrow({ where: { scope: 'april', state: 'kept' } });
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
