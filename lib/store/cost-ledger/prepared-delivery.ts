import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import type { Rollup } from '@/lib/store/cost-rollups/compute-rollup';
import type { AccountSum } from './account-sums';
import type { IncomingDelivery, Rejection } from './incoming-delivery';

/**
 * A file of a prepared month; its Parquet has its name in the ledger, though nothing tells of it yet. Without Parquet no row of
 * it was kept.
 */
export interface PreparedFile {
  position: number;
  name: string;
  bytes: number;
  sha256: Buffer;
  /** Below the ledger's folder. */
  parquetPath: string | null;
  parquetHash: Buffer | null;
  rows: number;
  /** Why the whole file cannot be read; null: its rows could be told apart. */
  fault: string | null;
}

/** One whose rows were kept. */
export interface KeptFile extends PreparedFile {
  parquetPath: string;
  parquetHash: Buffer;
}

/** What a delivery tells of one billing month. */
export interface PreparedMonth {
  month: BillingMonth;
  files: PreparedFile[];
  rows: number;
  /** Rows that could not be read, those of unknown month among them. */
  rejectedRows: number;
  rejections: Rejection[];
  missing: string[];
  unknown: string[];
  /** Null of a month without rows. */
  days: { first: Date; last: Date } | null;
  billingAccounts: string[];
  /** What its kept rows come to. */
  accountSums: AccountSum[];
  /** What it adds up to; absent where it cannot count. */
  rollup?: Rollup;
}

/** A delivery read and written as Parquet, to be recorded or discarded. */
export interface PreparedDelivery {
  delivery: Omit<IncomingDelivery, 'files' | 'toFocus'>;
  contentHash: Buffer;
  /** Null: the ledger has these very files as the last of this source and scope; nothing was read. */
  months: PreparedMonth[] | null;
  /** What is wrong with files that tell no month, so that no delivery can be recorded for them. */
  untold: Rejection[];
}
