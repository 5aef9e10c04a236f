import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createTestDatabase } from '@/lib/store/database/test-database';
import type { IncomingDelivery, IncomingFile } from './incoming-delivery';
import { type Ledger, openLedger } from './ledger';

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
