import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { BillingSource, CostCoverage } from '@/lib/domain/cost/billing-delivery';
import { toCostDetailsMapping } from '@/lib/providers/azure/cost/cost-details-mapping';
import type { FocusMapping } from '@/lib/providers/contract/cost';
import { detailedToFocus } from '@/lib/providers/google-cloud/cost/detailed-to-focus';
import { type FlatRow, toFlatRow } from '@/lib/providers/google-cloud/cost/row-values';
import { createTestLedger, type TestLedger } from '@/lib/store/cost-ledger/test-ledger';
import { writeCsv } from '@/sandbox/azure/exports/csv';
import { amortizedColumns, isAmortized } from '@/sandbox/azure/exports/detail-columns';
import { focusColumns as azureFocus } from '@/sandbox/azure/exports/focus-columns';
import type { Column } from '@/sandbox/google-cloud/bigquery/column';
import { writeCell } from '@/sandbox/google-cloud/bigquery/field';
import { focusColumns as googleFocus } from '@/sandbox/google-cloud/bigquery/focus-columns';
import { detailedColumns } from '@/sandbox/google-cloud/bigquery/usage-columns';
import { createBillBook } from '@/sandbox/world/bills/bill-book';
import { readCostTruth } from '@/sandbox/world/bills/bill-truth';
import type { Bill, BillingProvider, BillRow } from '@/sandbox/world/bills/charge';

/** When October is final. */
const at = new Date('2026-11-10T00:00:00Z');
const day = '2026-10-10';
const book = createBillBook('millwright', 1);

/** A day of a bill has thousands of rows. */
vi.setConfig({ testTimeout: 120_000 });

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await createTestLedger();
});
afterEach(() => ledger.empty());
afterAll(() => ledger.close());

/** One day of a provider's bill, and the hours of devices that the world has of it. */
function billOf(provider: BillingProvider, isTold: (row: BillRow) => boolean = () => true) {
  const whole = book.billAsOf(provider, '2026-10', at);
  if (whole === null) throw new Error('October was not billed.');
  const bill: Bill = { ...whole, rows: whole.rows.filter((row) => row.from === day && isTold(row)) };
  const [truth] = readCostTruth({ billAsOf: () => bill, writtenAt: () => at }, '2026-10', at, [provider]).bills;
  return { bill, hours: new Map(truth?.acceleratorHours.map(({ model, hours }) => [model, Number(hours)])) };
}

interface Delivered {
  source: BillingSource;
  coverage?: CostCoverage;
  toFocus?: FocusMapping | null;
  encoding: 'csv' | 'json-lines';
  content: string | Buffer;
}

/** The hours of devices that the ledger has, and how many rows it tells to be for devices. */
async function hoursOf({ source, coverage = 'all', toFocus = null, encoding, content }: Delivered) {
  const { months } = await ledger.keepDelivery(
    {
      source,
      coverage,
      toFocus,
      scope: source,
      title: source,
      billingMonth: '2026-10',
      version: '1',
      deliveredAt: null,
      basis: 'billed',
      files: [{ name: 'a', encoding, bytes: null, open: async () => Readable.from([Buffer.from(content)]) }],
    },
    at,
  );
  expect(months).toMatchObject([{ state: 'kept', rejectedRows: 0 }]);
  const files = await ledger.database.prisma.costFile.findMany({ where: { deliveryId: months[0]?.deliveryId } });
  const paths = files.map(({ parquetPath }) => `'${ledger.folder.root}/${parquetPath}'`);
  const rows = await ledger.engine.query(
    `SELECT x_gpu_model AS model, sum(x_gpu_hours)::DOUBLE AS hours FROM read_parquet([${paths.join(', ')}])
     WHERE x_gpu_hours IS NOT NULL GROUP BY 1`,
  );
  return new Map(rows.map(({ model, hours }) => [String(model), Number(hours)]));
}

/** Files tell quantities as floating-point numbers. */
function expectHours(told: ReadonlyMap<string, number>, hours: ReadonlyMap<string, number>): void {
  expect(hours.size).toBeGreaterThan(1);
  expect([...told.keys()].sort()).toEqual([...hours.keys()].sort());
  for (const [model, count] of hours) expect(told.get(model), model).toBeCloseTo(count, 5);
}

/** Rows of a table of BigQuery, as its API tells them and the provider's module reads them. */
function readTable(columns: readonly Column[], bill: Bill): FlatRow[] {
  const fields = columns.map(({ field }) => JSON.parse(JSON.stringify(field)));
  return bill.rows.map((row) => {
    const { quantity, costs } = row;
    const charge = { bill, row, quantity, costs, correction: null, exportedAt: at };
    const cells = columns.map((column) =>
      writeCell(column.field, column.of === 'line' ? column.value(row.line, charge) : column.value(charge), 'INT64'),
    );
    return toFlatRow(JSON.parse(`{"f":[${cells.join(',')}]}`), fields);
  });
}

describe('the hours of devices that a bill tells are those of the world', () => {
  test('in Azure’s FOCUS', async () => {
    const { bill, hours } = billOf('azure');
    const content = writeCsv(azureFocus, bill, bill.rows);
    expectHours(await hoursOf({ source: 'azure-focus', encoding: 'csv', content }), hours);
  });

  test('in Azure’s amortised cost', async () => {
    const { bill, hours } = billOf('azure', isAmortized);
    const content = writeCsv(amortizedColumns, bill, bill.rows);
    const toFocus = toCostDetailsMapping('effective');
    expectHours(
      await hoursOf({ source: 'azure-amortized', coverage: 'effective', toFocus, encoding: 'csv', content }),
      hours,
    );
  });

  test.each([
    ['google-cloud-focus', googleFocus, null],
    ['google-cloud-detailed', detailedColumns, detailedToFocus],
  ] as const)('in %s', async (source, columns, toFocus) => {
    // What a commitment left unused is no charge of its own here.
    const { bill, hours } = billOf('google-cloud', ({ commitmentStatus }) => commitmentStatus !== 'Unused');
    const rows = readTable(columns, bill);
    const content = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    expectHours(await hoursOf({ source, toFocus, encoding: 'json-lines', content }), hours);
  });
});
