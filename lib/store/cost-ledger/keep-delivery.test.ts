import { readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { addAmounts, formatAmount, parseAmount, readAmount } from '@/lib/domain/cost/amount';
import { chooseDelivery } from './choose-delivery';
import type { IncomingDelivery } from './incoming-delivery';
import { readTotals } from './read-totals';
import { sweepLedger } from './sweep-ledger';
import {
  createTestLedger,
  readTestRows,
  type TestLedger,
  type TestRow,
  toCsv,
  toDelivery,
  toFile,
} from './test-ledger';

let ledger: TestLedger;
vi.setConfig({ testTimeout: 30_000 });
beforeAll(async () => {
  ledger = await createTestLedger();
});
beforeEach(() => ledger.empty());
afterAll(() => ledger.close());

const at = (minute: number) => new Date(Date.UTC(2026, 10, 2, 0, minute));
const csv = (rows: TestRow[], said: Partial<IncomingDelivery> = {}) => toDelivery([toFile(toCsv(rows))], said);

/** What is billed, by currency, as of an instant. */
async function billed(asOf = at(59)): Promise<Record<string, string | null>> {
  const totals = await readTotals(ledger, { by: [], metrics: ['billed'], time: { basis: 'billing-month' }, asOf });
  return Object.fromEntries(
    totals.map(({ currency, metrics }) => [
      currency,
      metrics.billed?.amount == null ? null : formatAmount(metrics.billed.amount),
    ]),
  );
}

async function parquetFiles(): Promise<string[]> {
  const entries = await readdir(ledger.folder.parquet, { recursive: true });
  return entries.filter((name) => name.endsWith('.parquet'));
}

describe('keeping a delivery', () => {
  test('counts its rows to the last of 24 digits, each currency by itself', async () => {
    const kept = await ledger.keepDelivery(
      csv([
        { BilledCost: '0.100000000000000000000001' },
        { BilledCost: '-0.2', ChargeCategory: 'Credit' },
        { BilledCost: '1e-7' },
        { BilledCost: '3', BillingCurrency: 'EUR' },
        { BilledCost: 'NULL', BillingCurrency: 'EUR' },
      ]),
      at(0),
    );
    expect(kept.months).toMatchObject([{ month: '2026-10', state: 'kept', rows: 5, rejectedRows: 0 }]);
    expect(await billed()).toEqual({ USD: '-0.099999899999999999999999', EUR: '3' });
  });

  test('the same content again changes nothing, whatever came between and however its files are named', async () => {
    const contents = fc.constantFrom(...['1', '2', '3'].map((cost) => toCsv([{ BilledCost: cost }])));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(contents, fc.nat(2)), { minLength: 1, maxLength: 4 }), async (deliveries) => {
        await ledger.empty();
        let minute = 0;
        for (const [content, repeats] of deliveries) {
          await ledger.keepDelivery(toDelivery([toFile(content)]), at(minute++));
          const before = await ledger.database.prisma.costDelivery.findMany({ orderBy: { id: 'asc' } });
          for (let repeat = 0; repeat < repeats; repeat++)
            await ledger.keepDelivery(toDelivery([toFile(content, { name: `again-${repeat}` })]), at(minute++));
          expect(await ledger.database.prisma.costDelivery.findMany({ orderBy: { id: 'asc' } })).toEqual(before);
        }
        expect(await ledger.database.prisma.costDelivery.count({ where: { state: 'kept', supersededAt: null } })).toBe(
          1,
        );
      }),
      { numRuns: 4 },
    );
  });

  test('a newer one takes the place of the older, which is still known as of its time', async () => {
    await ledger.keepDelivery(csv([{ BilledCost: '5' }]), at(0));
    await ledger.keepDelivery(csv([{ BilledCost: '7' }]), at(10));
    expect([await billed(at(5)), await billed(at(10)), await billed(new Date(0))]).toEqual([
      { USD: '5' },
      { USD: '7' },
      {},
    ]);
  });

  test('several files of one delivery count together, packed and plain, and are told with their hashes', async () => {
    const packed = toFile(gzipSync(toCsv([{ BilledCost: '2' }])), { name: 'b.csv.gz', encoding: 'csv.gz' });
    await ledger.keepDelivery(toDelivery([toFile(toCsv([{ BilledCost: '1' }])), packed]), at(0));
    expect(await billed()).toEqual({ USD: '3' });
    expect(await ledger.database.prisma.costFile.findMany({ orderBy: { position: 'asc' } })).toMatchObject([
      { name: 'october.csv', rows: 1n },
      { name: 'b.csv.gz', rows: 1n },
    ]);
  });

  test('one that races itself is recorded once', async () => {
    const kept = await Promise.all([1, 2, 3].map(() => ledger.keepDelivery(csv([{ BilledCost: '4' }]), at(0))));
    expect(await ledger.database.prisma.costDelivery.count()).toBe(1);
    expect(kept.flatMap(({ months }) => months).filter(({ state }) => state === 'kept')).toHaveLength(1);
    expect(await ledger.database.prisma.costFile.count()).toBe(1);
  });

  test('a fault of the giver leaves nothing behind', async () => {
    const before = await parquetFiles();
    const broken = toFile('', {
      open: async () =>
        Readable.from(
          (async function* () {
            yield Buffer.from('BilledCost');
            throw new TypeError('cut off');
          })(),
        ),
    });
    await expect(ledger.keepDelivery(toDelivery([broken]), at(0))).rejects.toThrow('cut off');
    expect(await ledger.database.prisma.costDelivery.count()).toBe(0);
    expect([await parquetFiles(), await readdir(ledger.folder.incoming)]).toEqual([before, []]);
  });

  test('any split of rows into files sums to the same', async () => {
    const cost = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(formatAmount);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cost, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 }),
        async (files) => {
          await ledger.empty();
          const rows = files.map((costs) => toFile(toCsv(costs.map((BilledCost) => ({ BilledCost })))));
          await ledger.keepDelivery(toDelivery(rows), at(0));
          const sum = addAmounts(...files.flat().map(readAmount));
          expect(await billed()).toEqual({ USD: formatAmount(sum) });
        },
      ),
      { numRuns: 5 },
    );
  });
});

describe('what cannot be read', () => {
  const quarantined = async (delivery: IncomingDelivery) => {
    await ledger.keepDelivery(csv([{ BilledCost: '5' }]), at(0));
    const { months } = await ledger.keepDelivery(delivery, at(1));
    expect(await billed()).toEqual({ USD: '5' });
    expect(months).toMatchObject([{ state: 'quarantined' }]);
    return months[0]?.rejections;
  };

  test.each([
    ['ChargePeriodStart', '2026-10-05T30:00:00Z', 'It is no instant as ISO 8601 writes it.'],
    ['BilledCost', '12 apples', 'It is no number with at most 14 digits before the point and 24 behind it.'],
    ['BilledCost', '€5', 'It is no number with at most 14 digits before the point and 24 behind it.'],
    [
      'ListCost',
      '0.0000000000000000000000001',
      'It is no number with at most 14 digits before the point and 24 behind it.',
    ],
    ['BillingCurrency', 'QQQ', 'It is no currency of ISO 4217.'],
    ['Tags', '{"a":', 'It is no JSON object.'],
    ['BillingPeriodStart', '2026-09-01T00:00:00Z', 'It is of another month than the delivery, 2026-10.'],
    ['ChargePeriodEnd', '2026-10-04T00:00:00Z', 'It lies before ChargePeriodStart.'],
  ])('%s of %s is told with its row, and the last good delivery goes on counting', async (column, value, reason) => {
    const rejections = await quarantined(csv([{ BilledCost: '6' }, { [column]: value }]));
    expect(rejections).toEqual([
      { file: 'october.csv', row: 2, column, value: column === 'BillingPeriodStart' ? '2026-09-01' : value, reason },
    ]);
  });

  test.each(['9277129360473255.5231232', '1.8E20'])(
    'a quantity of %s is not known, and its row is kept',
    async (value) => {
      const { months } = await ledger.keepDelivery(csv([{ BilledCost: '6', ConsumedQuantity: value }]), at(0));
      expect(months).toMatchObject([{ state: 'kept', rejectedRows: 0 }]);
      const [row] = await readTestRows(ledger, at(0));
      expect([row?.columns.ConsumedQuantity, row?.columns.BilledCost]).toEqual([null, '6']);
      expect(await quarantined(csv([{ ConsumedQuantity: '12 apples' }]))).toHaveLength(1);
    },
  );

  test('a value is cut short, and at most a hundred rows are told of all that are counted', async () => {
    await ledger.keepDelivery(csv(Array.from({ length: 150 }, () => ({ BilledCost: 'x'.repeat(200) }))), at(0));
    const [delivery] = await ledger.database.prisma.costDelivery.findMany();
    expect(delivery).toMatchObject({ state: 'quarantined', rows: 0n, rejectedRows: 150n });
    expect(delivery?.rejections).toHaveLength(100);
    expect(JSON.stringify(delivery?.rejections)).toContain(`"${'x'.repeat(80)}"`);
  });

  const good = gzipSync(toCsv(Array.from({ length: 400 }, (_, row) => ({ BilledCost: `${row * 7919}.${row}` }))));
  test.each([
    ['an empty file', toFile(''), 'The file is empty.'],
    ['a web page', toFile('<!doctype html><title>Sign in</title>'), 'The file is a web page or XML, not a bill.'],
    ['binary garbage', toFile(Buffer.from([0, 1, 2, 255, 254, 10, 0])), 'The file is no text in UTF-8.'],
    [
      'gzip cut short',
      toFile(good.subarray(0, good.length - 40), { encoding: 'csv.gz' }),
      'The file is not gzip, or was cut short.',
    ],
    ['a web page named gzip', toFile('<html>', { encoding: 'csv.gz' }), 'The file is not gzip, or was cut short.'],
    [
      'a web page named Parquet',
      toFile('<html>', { encoding: 'parquet' }),
      'The file is not Parquet, or was cut short.',
    ],
    [
      'fewer bytes than announced',
      toFile('a,b\n', { bytes: 9 }),
      'The file has 4 bytes where 9 were announced: it was cut short or replaced.',
    ],
    [
      'a bill without currency',
      toFile('BilledCost,ChargePeriodStart,BillingPeriodStart\n1,2026-10-01,2026-10-01\n'),
      'The column BillingCurrency is missing.',
    ],
    [
      'a bill without costs',
      toFile(toCsv([{}]).replace('BilledCost,EffectiveCost', 'a,b')),
      'The columns BilledCost and EffectiveCost are both missing.',
    ],
    ['two columns alike', toFile(toCsv([{ tags: '{}', Tags: '{}' }])), 'Two columns are named Tags.'],
  ])('%s is told', async (_, file, reason) => {
    expect((await quarantined(toDelivery([file])))?.map((rejection) => rejection.reason)).toEqual([reason]);
  });

  test('a row with too few columns is told', async () => {
    const rejections = await quarantined(toDelivery([toFile(`${toCsv([{}])}1,2\n`)]));
    expect(rejections?.[0]?.reason).toMatch(/^Its rows cannot be told apart/);
  });

  test('costs that a file lacks are not known, and the column is named as missing', async () => {
    await ledger.keepDelivery(toDelivery([toFile(toCsv([{}]).replace('ListCost', 'x_Something'))]), at(0));
    const [delivery] = await ledger.database.prisma.costDelivery.findMany();
    expect([delivery?.state, delivery?.unknown]).toEqual(['kept', ['x_Something']]);
    expect(delivery?.missing).toContain('ListCost');
    const totals = await readTotals(ledger, { by: [], metrics: ['list'], time: { basis: 'charge-day' }, asOf: at(1) });
    expect(totals).toMatchObject([{ metrics: { list: { amount: null, rows: 1, untold: 1 } } }]);
  });
});

describe('an imported file', () => {
  const imported = (rows: TestRow[]) => csv(rows, { source: 'focus-file', scope: 'file', billingMonth: null });
  const september = { BillingPeriodStart: '2026-09-01T00:00:00Z' };

  test('of several billing months becomes a delivery each', async () => {
    const { months } = await ledger.keepDelivery(
      imported([{ BilledCost: '1' }, { ...september, BilledCost: '2' }]),
      at(0),
    );
    expect(months).toMatchObject([
      { month: '2026-09', state: 'kept', rows: 1 },
      { month: '2026-10', state: 'kept', rows: 1 },
    ]);
    expect(
      (await ledger.keepDelivery(imported([{ BilledCost: '1' }, { ...september, BilledCost: '2' }]), at(1))).months,
    ).toEqual([]);
  });

  test('a row that cannot be read quarantines its month alone; one of no readable month, all', async () => {
    const first = await ledger.keepDelivery(imported([{ BilledCost: '?' }, september]), at(0));
    expect(first.months.map(({ month, state }) => [month, state])).toEqual([
      ['2026-09', 'kept'],
      ['2026-10', 'quarantined'],
    ]);
    const second = await ledger.keepDelivery(imported([{ BillingPeriodStart: '4/1/25' }, {}, september]), at(1));
    expect(second.months.map(({ state }) => state)).toEqual(['quarantined', 'quarantined']);
  });

  test('that tells no month is told of and recorded nowhere', async () => {
    const kept = await ledger.keepDelivery(imported([{ BillingPeriodStart: '4/1/25' }]), at(0));
    expect(kept).toMatchObject({ months: [], untold: [{ row: 1, column: 'BillingPeriodStart', value: '4/1/25' }] });
    expect(await ledger.database.prisma.costDelivery.count()).toBe(0);
  });
});

describe('overlapping deliveries', () => {
  const other = (cost: string, said: Partial<IncomingDelivery> = {}) =>
    csv([{ BilledCost: cost }], { source: 'focus-file', scope: 'by hand', title: 'By hand', ...said });

  test('count once, and the second names the first', async () => {
    await ledger.keepDelivery(csv([{ BilledCost: '5' }]), at(0));
    const { months } = await ledger.keepDelivery(other('9'), at(1));
    expect(months).toMatchObject([{ state: 'overlapping' }]);
    expect(months[0]?.rejections[0]?.reason).toMatch(/^The costs of payer are told .* by “Export of payer”/);
    expect(await billed()).toEqual({ USD: '5' });
  });

  test('the one a person chooses counts from then on, and what was known before stays', async () => {
    await ledger.keepDelivery(csv([{ BilledCost: '5' }]), at(0));
    const { months } = await ledger.keepDelivery(other('9'), at(1));
    const choose = (id = '') => ledger.database.prisma.$transaction((tx) => chooseDelivery(tx, id, at(10)));
    await choose(months[0]?.deliveryId);
    expect([await billed(at(9)), await billed(at(10))]).toEqual([{ USD: '5' }, { USD: '9' }]);
    await expect(choose(months[0]?.deliveryId)).rejects.toMatchObject({ kind: 'conflict' });
    await ledger.keepDelivery(csv([{ BilledCost: '6' }]), at(11));
    expect(await billed()).toEqual({ USD: '9' });
  });

  test('two that tell different costs between them count together, and each cost once', async () => {
    await ledger.keepDelivery(
      csv([{ BilledCost: '5', EffectiveCost: '1', ListCost: '8' }], { coverage: 'billed' }),
      at(0),
    );
    await ledger.keepDelivery(other('100', { coverage: 'effective' }), at(1));
    const metrics = ['billed', 'effective', 'list'] as const;
    const [total] = await readTotals(ledger, { by: [], metrics, time: { basis: 'charge-day' }, asOf: at(2) });
    const amounts = metrics.map((metric) => total?.metrics[metric]?.amount);
    expect(amounts).toEqual(['5', '1', '1'].map((text) => parseAmount(text)));
  });

  test('another account is no overlap', async () => {
    await ledger.keepDelivery(csv([{ BilledCost: '5' }]), at(0));
    const rows = [{ BilledCost: '9', BillingAccountId: 'another' }];
    await ledger.keepDelivery(csv(rows, { source: 'focus-file', scope: 'by hand' }), at(1));
    expect(await billed()).toEqual({ USD: '14' });
  });
});

describe('the folder', () => {
  test('is its owner’s alone', async () => {
    expect((await stat(ledger.folder.root)).mode & 0o777).toBe(0o700);
  });

  test('is swept of what nothing tells of once it is a day old', async () => {
    await ledger.keepDelivery(csv([{ BilledCost: '5' }]), at(0));
    const orphan = join(ledger.folder.parquet, 'orphan.parquet');
    await writeFile(orphan, '');
    const recent = join(ledger.folder.parquet, 'recent.parquet');
    await writeFile(recent, '');
    const now = new Date();
    const old = new Date(now.getTime() - 2 * 86_400_000);
    for (const name of await parquetFiles())
      if (!name.endsWith('recent.parquet')) await utimes(join(ledger.folder.parquet, name), old, old);
    await sweepLedger(ledger.folder, ledger.database, now);
    const left = await parquetFiles();
    expect([left.includes('orphan.parquet'), left.includes('recent.parquet')]).toEqual([false, true]);
    expect(await billed()).toEqual({ USD: '5' });
  });

  test('has room for what an engine spills after a day on which it spilled nothing', async () => {
    const old = new Date(Date.now() - 2 * 86_400_000);
    await ledger.engine.query('SELECT 1');
    const names = await readdir(ledger.folder.spill);
    for (const name of names) await utimes(join(ledger.folder.spill, name), old, old);
    await sweepLedger(ledger.folder, ledger.database, new Date());
    expect(await readdir(ledger.folder.spill)).toEqual([]);
    await ledger.engine.query('SELECT 1');
    expect(await readdir(ledger.folder.spill)).toEqual(names);
    expect(names).toHaveLength(1);
  });
});
