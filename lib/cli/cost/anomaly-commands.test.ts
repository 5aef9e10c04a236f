import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestRow, toCsv } from '@/lib/store/cost-ledger/test-ledger';
import { createTestProgram, type TestProgram } from '../test-program';

let program: TestProgram;

beforeAll(async () => {
  program = await createTestProgram();
  const rows: TestRow[] = [
    { BilledCost: '0.1', Tags: '{"centre":"4711"}' },
    { BilledCost: '0.2', ServiceName: 'S3' },
  ];
  await program.write('october.csv', toCsv(rows));
});
afterAll(() => program.close());

const cost = (...line: string[]) => program.run('cost', ...line);

test('rows are written to a new file, on record, and no file is written over', async () => {
  await cost('import', program.path('october.csv'));
  const october = ['--from', '2026-10-01', '--to', '2026-10-31'];
  const file = program.path('all.csv');
  expect(await cost('export', file, ...october)).toMatchObject({
    code: 0,
    remarks: `2 rows in ${file}, as FOCUS 1.2.`,
  });
  expect(await readFile(file, 'utf8')).toMatch(/^AvailabilityZone,BilledCost,/);
  expect(await cost('export', file, ...october)).toMatchObject({ code: 1, remarks: `${file} is there already.` });
  const tagged = await cost('export', program.path('tagged.csv'), ...october, '--filter', 'tag:centre=4711', '--json');
  expect(JSON.parse(tagged.out)).toMatchObject({ rows: 1 });
  expect((await cost('export', program.path('x.csv'), ...october, '--filter', 'nonsense')).remarks).toMatch(
    /is no filter/,
  );
  const audited = await program.database.prisma.auditEntry.findMany({
    where: { action: 'cost.export' },
    orderBy: { at: 'asc' },
  });
  expect(audited[0]?.detail).toMatchObject({ rows: 2, format: 'focus-csv', time: 'charge-day', filters: {} });
  expect(audited.at(-1)?.detail).toMatchObject({ rows: 1, filters: { tag: ['centre=4711'] } });
});

test('anomalies are told, or that costs were not looked through', async () => {
  expect(await cost('anomalies')).toMatchObject({ code: 0, remarks: 'Costs were not looked through yet.' });
  await program.database.pool.query(
    `INSERT INTO cost_anomaly (identity, provider, currency, basis, metric, dimension, value, rhythm, kind, from_day, to_day,
       actual, expected, expected_low, expected_high, impact, score, course, found_at, changed_at)
     VALUES ('x', 'aws', 'USD', 'billed', 'effective', 'service', 'EC2', 'daily', 'spike', '2026-10-14', '2026-10-14',
       1200, 300, 250, 350, 900, 20, '[]', now(), now())`,
  );
  const told = await cost('anomalies');
  expect(told.out).toMatch(/14 Oct 2026 +EC2, AWS +Spike +\+\$900\.00 +open/);
  expect(JSON.parse((await cost('anomalies', '--json')).out).items).toMatchObject([{ impact: '900', cause: null }]);
});
