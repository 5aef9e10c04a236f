import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { DuckDBDecimalValue, DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api';
import { formatAmount } from '@/lib/domain/cost/amount';
import { createTestDatabase } from '@/lib/store/database/test-database';
import { readCountedFiles } from './counted-files';
import type { IncomingDelivery, IncomingFile } from './incoming-delivery';
import { type Ledger, openLedger } from './ledger';
import { toLiteral } from './sql-text';

export interface TestLedger extends Ledger {
  /** Takes all deliveries out again. */
  empty(): Promise<void>;
}

/** A ledger in a folder and a database of its own; `close` removes both. */
export async function createTestLedger(): Promise<TestLedger> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'millwright-ledger-'));
  const ledger = await openLedger({ folder, database });
  return {
    ...ledger,
    async empty() {
      await database.prisma.costFile.deleteMany();
      await database.prisma.costDelivery.deleteMany();
    },
    async close() {
      await ledger.close();
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}

export type TestRow = Record<string, string>;

const plainRow: TestRow = {
  BilledCost: '1',
  EffectiveCost: '1',
  ListCost: '1',
  ContractedCost: '1',
  BillingAccountId: 'payer',
  BillingCurrency: 'USD',
  BillingPeriodStart: '2026-10-01T00:00:00Z',
  BillingPeriodEnd: '2026-11-01T00:00:00Z',
  ChargePeriodStart: '2026-10-05T00:00:00Z',
  ChargePeriodEnd: '2026-10-06T00:00:00Z',
  ChargeCategory: 'Usage',
  ProviderName: 'AWS',
  ServiceName: 'EC2',
};

/** Rows of a bill as CSV; what a row does not say is as in a plain row of October. */
export function toCsv(rows: readonly TestRow[], lineEnd = '\n'): string {
  const names = [...new Set([...Object.keys(plainRow), ...rows.flatMap((row) => Object.keys(row))])];
  const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((row) => names.map((name) => quote(row[name] ?? plainRow[name] ?? '')).join(','));
  return [names.map(quote).join(','), ...lines].map((line) => `${line}${lineEnd}`).join('');
}

export function toFile(content: string | Buffer, file: Partial<IncomingFile> = {}): IncomingFile {
  return {
    name: 'october.csv',
    encoding: 'csv',
    bytes: null,
    open: async () => Readable.from([Buffer.from(content)]),
    ...file,
  };
}

/** A delivery of October from an AWS export. */
export function toDelivery(files: readonly IncomingFile[], said: Partial<IncomingDelivery> = {}): IncomingDelivery {
  return {
    source: 'aws-focus',
    scope: 'payer/export',
    title: 'Export of payer',
    billingMonth: '2026-10',
    version: '1',
    deliveredAt: null,
    basis: 'billed',
    coverage: 'all',
    files,
    toFocus: null,
    ...said,
  };
}

/** A row as the ledger keeps it: every column as text, with the file it came in and its number there. */
export interface TestLedgerRow {
  file: string;
  row: number;
  columns: Record<string, string | null>;
}

/** Every row that counts at an instant, by file and number; of a billing month, `2026-10`, where one is named. */
export async function readTestRows(ledger: Ledger, asOf: Date, month?: string): Promise<TestLedgerRow[]> {
  const time = { basis: 'billing-month' as const, ...(month === undefined ? {} : { from: month, to: month }) };
  const rows: TestLedgerRow[] = [];
  for (const { name, parquetPath } of await readCountedFiles(ledger.database, asOf, time)) {
    const path = toLiteral(join(ledger.folder.root, parquetPath));
    const found = await ledger.engine.query(
      `SELECT * REPLACE (coalesce(x_row, file_row_number + 1) AS x_row) FROM read_parquet(${path}, file_row_number = true)
       ORDER BY file_row_number`,
    );
    for (const row of found) {
      const columns = Object.entries(row).map(([column, value]) => [column, toText(value)]);
      rows.push({ file: name, row: Number(row.x_row), columns: Object.fromEntries(columns) });
    }
  }
  return rows;
}

function toText(value: DuckDBValue): string | null {
  if (value === null) return null;
  if (value instanceof DuckDBDecimalValue) return formatAmount(value.value);
  if (value instanceof DuckDBTimestampValue) return new Date(Number(value.micros / 1_000n)).toISOString();
  return String(value);
}
