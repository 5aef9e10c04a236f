import { type DuckDBConnection, DuckDBDateValue, DuckDBListValue } from '@duckdb/node-api';
import { z } from 'zod';
import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import type { AccountSum } from './account-sums';
import type { Rejection } from './incoming-delivery';
import { toLiteral } from './sql-text';

/** The rows of one billing month of an original, as Parquet that has no name in the ledger yet. */
export interface ConvertedMonth {
  month: BillingMonth;
  path: string;
  rows: number;
  firstDay: Date;
  lastDay: Date;
  billingAccounts: string[];
  accountSums: AccountSum[];
}

/** What became of an original. A rejection without a month may be of any. */
export interface ConvertedFile {
  months: ConvertedMonth[];
  rejectedRows: { month: BillingMonth | null; rows: number }[];
  rejections: { month: BillingMonth | null; rejection: Rejection }[];
  missing: string[];
  unknown: string[];
}

const text = z.string().nullable();
const sumsSchema = z.array(z.object({ account: z.string(), currency: text, billed: text, effective: text }));

export const parquetOptions = '(FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2)';

/** What a Parquet file of the ledger holds. */
export async function summarise(
  connection: DuckDBConnection,
  path: string,
): Promise<ConvertedMonth | 'empty' | 'mixed'> {
  const result = await connection.runAndReadAll(
    `SELECT count(*)::INTEGER AS row_count, strftime(min(BillingPeriodStart), '%Y-%m') AS first_month,
       strftime(max(BillingPeriodStart), '%Y-%m') AS last_month, min(x_charge_day) AS first_day,
       max(x_charge_day) AS last_day, list(DISTINCT BillingAccountId ORDER BY BillingAccountId) AS accounts
     FROM read_parquet(${toLiteral(path)})`,
  );
  const [row] = result.getRowObjects();
  const { row_count, first_month, last_month, first_day, last_day, accounts } = row ?? {};
  if (row_count === 0) return 'empty';
  if (first_month !== last_month) return 'mixed';
  if (!(first_day instanceof DuckDBDateValue && last_day instanceof DuckDBDateValue) || typeof row_count !== 'number')
    throw new TypeError('The Parquet just written has rows without a day.');
  return {
    month: toMonth(first_month),
    path,
    rows: row_count,
    firstDay: toDate(first_day),
    lastDay: toDate(last_day),
    billingAccounts: accounts instanceof DuckDBListValue ? accounts.items.filter((id) => typeof id === 'string') : [],
    accountSums: await sumAccounts(connection, path),
  };
}

async function sumAccounts(connection: DuckDBConnection, path: string): Promise<AccountSum[]> {
  const result = await connection.runAndReadAll(
    `SELECT BillingAccountId AS account, BillingCurrency AS currency, sum(BilledCost)::VARCHAR AS billed,
       sum(EffectiveCost)::VARCHAR AS effective
     FROM read_parquet(${toLiteral(path)}) WHERE BillingAccountId IS NOT NULL GROUP BY ALL ORDER BY ALL`,
  );
  return sumsSchema.parse(result.getRowObjects());
}

/** A month as SQL tells it. */
export function toMonth(text: unknown): BillingMonth {
  if (typeof text === 'string' && isMonth(text)) return text;
  throw new TypeError(`${String(text)} is no month.`);
}

function isMonth(text: string): text is BillingMonth {
  return /^\d{4}-\d{2}$/.test(text);
}

function toDate({ days }: DuckDBDateValue): Date {
  return new Date(days * 86_400_000);
}
