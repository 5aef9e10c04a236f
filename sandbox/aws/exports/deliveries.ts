import { minuteMs } from '../../world/aws/plan/plan';
import type { BillBook } from '../../world/bills/bill-book';
import { addMonths, type Day, monthOf, startOfDay, startOfMonth } from '../../world/bills/calendar';
import { type DataExport, destination, firstMonth } from './definitions';

/** A file of an export as it lies in the bucket at an instant. */
export interface ExportFile {
  key: string;
  source: DataExport;
  month: string;
  /** The delivery it is of. */
  writtenAt: Date;
  lastModified: Date;
  /** Which part of the month; null for the manifest. */
  part: 1 | 2 | null;
}

/** Data files follow one another, and the manifest is written last. */
const partEveryMs = minuteMs;
const manifestAfterMs = 3 * minuteMs;
/** The first delivery of a month is torn: its manifest is there long before the files it names. */
const firstPartAfterMs = 25 * minuteMs;

/** The first day in the second part of a month. */
export function secondPartFrom(month: string): Day {
  return `${month}-16`;
}

/** Every file that lies in the bucket at `at`, by key. */
export function filesAt(book: BillBook, exports: readonly DataExport[], at: Date): ExportFile[] {
  const files: ExportFile[] = [];
  for (let month = firstMonth; month <= monthOf(at); month = addMonths(month, 1)) {
    for (const source of exports) {
      for (const part of [1, 2, null] as const) {
        const file = fileAt(book, source, month, part, at);
        if (file) files.push(file);
      }
    }
  }
  return files.sort((left, right) => (left.key < right.key ? -1 : 1));
}

function fileAt(
  book: BillBook,
  source: DataExport,
  month: string,
  part: ExportFile['part'],
  at: Date,
): ExportFile | null {
  let writtenAt = book.writtenAt('aws', month, at);
  while (writtenAt !== null) {
    const lastModified = new Date(writtenAt.getTime() + delayOf(book, month, writtenAt, part));
    if (lastModified <= at) {
      if (part === 2 && !hasSecondPart(month, writtenAt)) return null;
      return { key: keyOf(source, month, part), source, month, writtenAt, lastModified, part };
    }
    writtenAt = book.writtenAt('aws', month, new Date(writtenAt.getTime() - 1));
  }
  return null;
}

/** Whether a delivery already tells of the second half of its month. */
export function hasSecondPart(month: string, writtenAt: Date): boolean {
  return writtenAt > startOfDay(secondPartFrom(month));
}

function delayOf(book: BillBook, month: string, writtenAt: Date, part: ExportFile['part']): number {
  const isFirst = book.writtenAt('aws', month, new Date(writtenAt.getTime() - 1)) === null;
  if (isFirst) return part === null ? 0 : firstPartAfterMs;
  return part === null ? manifestAfterMs : (part - 1) * partEveryMs;
}

function keyOf(source: DataExport, month: string, part: ExportFile['part']): string {
  const root = `${destination.prefix}/${source.name}`;
  const partition = `BILLING_PERIOD=${month}`;
  if (part === null) return `${root}/metadata/${partition}/${source.name}-Manifest.json`;
  return `${root}/data/${partition}/${source.name}-${String(part).padStart(5, '0')}.${source.extension}`;
}

/** The manifest of a delivery: what was selected, of what period, and where it lies. */
export function manifestOf({ source, month, writtenAt }: ExportFile): string {
  const parts = hasSecondPart(month, writtenAt) ? ([1, 2] as const) : ([1] as const);
  return JSON.stringify({
    exportArn: source.arn,
    exportName: source.name,
    executionId: executionId(source, month, writtenAt),
    tableName: source.table,
    billingPeriod: {
      start: startOfMonth(month).toISOString(),
      end: startOfMonth(addMonths(month, 1)).toISOString(),
    },
    format: source.format,
    compression: source.compression,
    columns: source.columns,
    dataFiles: parts.map((part) => `s3://${destination.bucket}/${keyOf(source, month, part)}`),
  });
}

/** Names the run that wrote a delivery. */
export function executionId({ name }: DataExport, month: string, writtenAt: Date): string {
  const hash = [...`${name} ${month}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
  const stamp = Math.floor(writtenAt.getTime() / 1000)
    .toString(16)
    .padStart(12, '0');
  return `${hash.toString(16).padStart(8, '0')}-${month.replace('-', '').slice(2)}-4000-8000-${stamp}`;
}
