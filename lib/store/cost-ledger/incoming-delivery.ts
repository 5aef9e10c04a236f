import type { Readable } from 'node:stream';
import type { BillingMonth, BillingSource, CostBasis, CostCoverage } from '@/lib/domain/cost/billing-delivery';
import type { FocusColumnName } from '@/lib/domain/cost/focus-columns';

/** A file of a bill on its way in. `bytes`: as its giver states it, null when it does not. */
export interface IncomingFile {
  name: string;
  encoding: 'csv' | 'csv.gz' | 'parquet' | 'json-lines';
  bytes: number | null;
  open(): Promise<Readable>;
}

/** How the columns of a file become those of FOCUS: DuckDB SQL over the relation `source`. */
export interface ColumnMapping {
  version: number;
  columns: Partial<Record<FocusColumnName, string>>;
  required: readonly string[];
  /** Columns that expressions name and that a file may lack: they are null then. */
  optional?: readonly string[];
}

/** How a person said that files are to be read which do not say it themselves. Null: as they stand. */
export interface ReadingHints {
  /** The currency of files without BillingCurrency, by its ISO 4217 code. */
  currency: string | null;
  /** What 4/1/25 means: 1 April or 4 January. */
  dateOrder: 'month-first' | 'day-first' | null;
}

/** What a source said of one scope at one time, its files not read yet. A provider's delivery is one as it stands. */
export interface IncomingDelivery {
  /** Null: imported by a person. */
  connectionId?: string | null;
  source: BillingSource;
  scope: string;
  title: string;
  /** Null: told by the rows, and a file may hold several. Only of a `focus-file`. */
  billingMonth: BillingMonth | null;
  version: string;
  deliveredAt: Date | null;
  basis: CostBasis;
  coverage: CostCoverage;
  files: readonly IncomingFile[];
  toFocus: ColumnMapping | null;
  /** Absent: nobody said how the files are to be read. */
  hints?: ReadingHints;
}

/** Why something was not taken. `row` counts from 1, its header not counted; null is the file, or the whole delivery. */
export interface Rejection {
  file: string | null;
  row: number | null;
  column: string | null;
  /** As it came, cut short. */
  value: string | null;
  /** One plain sentence. */
  reason: string;
}
