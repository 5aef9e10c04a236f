import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type CommitmentBook, commitmentsQuerySchema, commitmentsSchema } from '@/lib/api/contracts/cost-commitments';
import { toCurMapping } from '@/lib/providers/aws/cost/cur-mapping';
import type { IncomingDelivery } from '@/lib/store/cost-ledger/incoming-delivery';
import { createTestLedger, type TestLedger } from '@/lib/store/cost-ledger/test-ledger';
import { actorWith } from '@/lib/store/cost-rollups/test-bills';
import { writeCurText } from '@/sandbox/aws/exports/cur-file';
import { writeFocusFile } from '@/sandbox/aws/exports/focus-file';
import { createBillBook } from '@/sandbox/world/bills/bill-book';
import type { Bill } from '@/sandbox/world/bills/charge';
import { readCommitments } from './read-commitments';

/** A month of a bill has tens of thousands of rows. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const now = new Date('2026-11-10T00:00:00Z');
const month = { from: '2026-10-01', to: '2026-10-31' };
const bill = drawBill();

/** All rows of a month that commitments have to do with, and one in twenty of the others. */
function drawBill(): Bill {
  const whole = createBillBook('millwright', 1).billAsOf('aws', '2026-10', now);
  if (whole === null) throw new Error('October was not billed.');
  return { ...whole, rows: whole.rows.filter(({ commitment }, place) => commitment !== null || place % 20 === 0) };
}

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await createTestLedger();
});
afterEach(() => ledger.empty());
afterAll(() => ledger.close());

/** What is said of commitments by an export of the bill alone. */
async function read(told: Pick<IncomingDelivery, 'source' | 'toFocus'>, encoding: 'csv' | 'parquet', content: Buffer) {
  const { months } = await ledger.keepDelivery(
    {
      ...told,
      scope: told.source,
      title: told.source,
      billingMonth: '2026-10',
      version: '1',
      deliveredAt: now,
      basis: 'billed',
      coverage: 'all',
      files: [{ name: 'a', encoding, bytes: content.length, open: async () => Readable.from([content]) }],
    },
    now,
  );
  expect(months).toMatchObject([{ state: 'kept', rejectedRows: 0 }]);
  const context = { actor: actorWith(), database: ledger.database, now };
  return async (query: Record<string, string> = {}) => {
    const asked = commitmentsQuerySchema.parse({ ...month, price: 'list', step: 'month', ...query });
    const [book, ...others] = commitmentsSchema.parse(await readCommitments(context, asked)).books;
    expect(others).toEqual([]);
    if (book === undefined) throw new Error('There is no book.');
    return book;
  };
}

function readCur() {
  const text = writeCurText(bill, bill.rows);
  const columns = (text.split('\n', 1)[0] ?? '').replaceAll('"', '').split(',');
  return read({ source: 'aws-cur-2', toFocus: toCurMapping(new Set(columns)) }, 'csv', Buffer.from(text));
}

/** Without what AWS's report 2.0 does not tell: what commitments are called, and how many units were used. */
function withoutNames({ commitments, ...book }: CommitmentBook) {
  return { ...book, commitments: commitments.map(({ name, unit, quantity, ...rest }) => rest) };
}

const day = { from: '2026-10-10', to: '2026-10-16', step: 'day' };

test('both exports of a bill tell the same coverage, use and waste of its commitments, to the last digit', async () => {
  const askFocus = await read({ source: 'aws-focus', toFocus: null }, 'parquet', writeFocusFile(bill, bill.rows));
  const focus = await askFocus();
  const someDays = await askFocus(day);
  const negotiated = await askFocus({ price: 'contracted' });
  await ledger.empty();
  const askCur = await readCur();
  const cur = await askCur();

  expect(withoutNames(cur)).toEqual(withoutNames(focus));
  // Nothing is left out of it, and every commitment has been used and wasted.
  expect(focus.commitments.length).toBeGreaterThan(1);
  for (const { utilisation, unused } of [focus, ...focus.commitments]) {
    expect([utilisation.isPartial, unused.atLeast]).toEqual([false, false]);
    expect(Number(utilisation.share)).toBeLessThan(1);
    expect(Number(unused.amount)).toBeGreaterThan(0);
  }
  expect(focus.coverage).toMatchObject({ isPartial: false, share: expect.any(Number) });
  expect(focus.spot.computeHours.isPartial).toBe(false);

  // What is unused stands on the month's fee in the report, so that it is not known of some days.
  const { series, unused, utilisation, netSavings, amortised, balance } = await askCur(day);
  expect([unused.amount, utilisation.share, netSavings.amount, amortised.amount, balance]).toEqual(Array(5).fill(null));
  expect(new Set(series.utilisation)).toEqual(new Set([null]));
  expect(series.coverage).toEqual(someDays.series.coverage);
  expect(someDays.utilisation.share).not.toBeNull();

  // Nor does it tell what reserved usage costs at negotiated prices.
  const { coverage } = await askCur({ price: 'contracted' });
  expect(coverage.isPartial).toBe(true);
  expect(negotiated.coverage.isPartial).toBe(false);
});
