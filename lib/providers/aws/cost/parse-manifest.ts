import { z } from 'zod';
import type { BillingFile } from '../../contract/cost';
import { parseBillAddress } from './bill-address';

/** The table a data export was made from, as far as Millwright reads it. */
export type ExportTable = 'focus' | 'cur-2';

/** What a delivery's manifest says; AWS writes it after the files. */
export interface Manifest {
  /** Differs between executions; null where it is not told. */
  executionId: string | null;
  /** Lower-cased. */
  columns: ReadonlySet<string>;
  /** Null for a table that holds no bill, or one that its columns do not tell. */
  table: ExportTable | null;
  /** Keys in the bucket, in the manifest's order. */
  keys: readonly string[];
}

const columnSchema = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
const manifestSchema = z.object({
  executionId: z.string().min(1).nullish(),
  dataFiles: z.array(z.string().min(1)),
  columns: z.array(columnSchema),
});

/** Reads a manifest. Null for a text that is none, and for one that names a file of another bucket or one twice. */
export function parseManifest(text: string, bucket: string): Manifest | null {
  const parsed = manifestSchema.safeParse(toJson(text));
  if (!parsed.success) return null;
  const { executionId, dataFiles, columns: named } = parsed.data;
  const keys = dataFiles.map((file) => toKey(file, bucket)).filter((key) => key !== null);
  if (keys.length < dataFiles.length || new Set(keys).size < keys.length) return null;
  const columns = new Set(named.map((column) => column.toLowerCase()));
  return { executionId: executionId ?? null, columns, table: toTable(columns), keys };
}

/** How a file is encoded, by its name; null for what Data Exports do not write. */
export function toEncoding(key: string): BillingFile['encoding'] | null {
  if (key.endsWith('.csv.gz')) return 'csv.gz';
  if (key.endsWith('.csv')) return 'csv';
  return key.endsWith('.parquet') ? 'parquet' : null;
}

function toTable(columns: ReadonlySet<string>): ExportTable | null {
  if (columns.has('billedcost') && columns.has('chargeperiodstart')) return 'focus';
  return columns.has('line_item_unblended_cost') && columns.has('line_item_line_item_type') ? 'cur-2' : null;
}

/** Files are named by address, or by key. */
function toKey(file: string, bucket: string): string | null {
  if (!file.startsWith('s3://')) return file.replace(/^\/+/, '');
  const address = parseBillAddress(file);
  return address?.bucket === bucket && address.prefix !== '' ? address.prefix : null;
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
