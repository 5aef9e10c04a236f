import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import { addAccountSums } from './account-sums';
import { mostRejections } from './convert-carefully';
import type { ConvertedFile } from './converted-file';
import type { Rejection } from './incoming-delivery';
import type { KeptFile, PreparedFile, PreparedMonth } from './prepared-delivery';
import type { ReceivedFile } from './receive-file';
import type { UnreadableFile } from './unreadable-file';

/** A file that was read, or the fault for which it could not be. */
export interface ReadFile {
  file: ReceivedFile;
  converted: ConvertedFile | null;
  parquet: Map<BillingMonth, KeptFile>;
  fault: UnreadableFile | null;
}

/**
 * Puts together what the files of a delivery tell of each billing month. What has no month of its own (a file that cannot
 * be read, a row whose month cannot) may belong to any, and so stands against every month. `expected`: the delivery's
 * only month, told even when no file has a row of it.
 */
export function gatherMonths(
  expected: BillingMonth | null,
  files: readonly ReadFile[],
): { months: PreparedMonth[]; untold: Rejection[] } {
  const found = files.flatMap(({ converted }) => [
    ...(converted?.months ?? []).map(({ month }) => month),
    ...(converted?.rejectedRows ?? []).flatMap(({ month }) => (month === null ? [] : [month])),
  ]);
  const months = expected === null ? [...new Set(found)].sort() : [expected];
  const gathered = months.map((month) => gatherMonth(month, expected !== null, files));
  return { months: gathered, untold: months.length === 0 ? rejectionsOf(files, () => true) : [] };
}

function gatherMonth(month: BillingMonth, isOnly: boolean, files: readonly ReadFile[]): PreparedMonth {
  const concerns = (of: BillingMonth | null) => isOnly || of === null || of === month;
  const converted = files.flatMap((file) => file.converted?.months.filter((part) => part.month === month) ?? []);
  const times = converted.flatMap(({ firstDay, lastDay }) => [firstDay.getTime(), lastDay.getTime()]);
  const rejected = files.flatMap((file) => file.converted?.rejectedRows.filter((part) => concerns(part.month)) ?? []);
  return {
    month,
    files: files.flatMap((file) => file.parquet.get(month) ?? toUnkeptFile(file, concerns)),
    rows: converted.reduce((sum, { rows }) => sum + rows, 0),
    rejectedRows: rejected.reduce((sum, { rows }) => sum + rows, 0),
    rejections: rejectionsOf(files, concerns).slice(0, mostRejections),
    missing: distinct(files.flatMap((file) => file.converted?.missing ?? [])),
    unknown: distinct(files.flatMap((file) => file.converted?.unknown ?? [])),
    days: times.length === 0 ? null : { first: new Date(Math.min(...times)), last: new Date(Math.max(...times)) },
    billingAccounts: distinct(converted.flatMap(({ billingAccounts }) => billingAccounts)),
    accountSums: addAccountSums(converted.map(({ accountSums }) => accountSums)),
  };
}

/** A file of which nothing was kept stands in the delivery all the same, where it could have had rows of the month. */
function toUnkeptFile(
  { file, fault, converted }: ReadFile,
  concerns: (month: BillingMonth | null) => boolean,
): PreparedFile[] {
  const isTold = fault !== null || (converted?.rejectedRows ?? []).some(({ month }) => concerns(month));
  if (!isTold) return [];
  const { position, name, bytes, sha256 } = file;
  return [
    { position, name, bytes, sha256, parquetPath: null, parquetHash: null, rows: 0, fault: fault?.message ?? null },
  ];
}

function rejectionsOf(files: readonly ReadFile[], concerns: (month: BillingMonth | null) => boolean): Rejection[] {
  return files.flatMap(({ file, fault, converted }) => [
    ...(fault === null
      ? []
      : [{ file: file.name, row: fault.row, column: fault.column, value: null, reason: fault.message }]),
    ...(converted?.rejections ?? []).filter(({ month }) => concerns(month)).map(({ rejection }) => rejection),
  ]);
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
