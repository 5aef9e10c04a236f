import { createHash } from 'node:crypto';
import { gzipTo } from '../../aws/exports/pad';
import { dayMs, minuteMs } from '../../world/aws/plan/plan';
import type { BillBook } from '../../world/bills/bill-book';
import { floorTo, startOfDay } from '../../world/bills/calendar';
import type { BillRow } from '../../world/bills/charge';
import { keepLatest } from '../../world/bills/keep-latest';
import { writeCsv } from './csv';
import { type CostExport, costExports } from './definitions';
import { blobsOf, type ExportBlob, type ExportRun, firstDayOf, nameOf, partOf, partsOf } from './deliveries';
import { actualColumns, amortizedColumns, isActual, isAmortized } from './detail-columns';
import { focusColumns } from './focus-columns';
import { manifestOf, manifestSize } from './manifest';

const kibibyte = 1024;

/** A blob as the storage service tells of it. */
export interface StoredBlob {
  name: string;
  /** Quoted. */
  etag: string;
  size: number;
  lastModified: Date;
  contentType: string;
  content(): Buffer;
}

/** The blobs in the container of the exports, ordered by name. They are made when they are read, and the latest kept. */
export interface ExportStore {
  blobsAt(at: Date): StoredBlob[];
}

export function createExportStore(book: BillBook): ExportStore {
  const asked = new Map<string, ExportBlob>();
  const contents = keepLatest(6, (version) => {
    const blob = asked.get(version);
    if (!blob) throw new RangeError(`No export wrote ${version}.`);
    return contentOf(book, blob);
  });
  const toStored = (blob: ExportBlob): StoredBlob => {
    const { name, run, lastModified, part } = blob;
    const version = `${name} ${run.writtenAt.toISOString()}`;
    return {
      name,
      etag: `"0x8D${createHash('sha256').update(version).digest('hex').slice(0, 12).toUpperCase()}"`,
      size: part === null ? manifestSize : sizeOf(run, part),
      lastModified,
      contentType: part === null ? 'application/json' : 'application/octet-stream',
      content() {
        asked.set(version, blob);
        const bytes = contents(version);
        asked.delete(version);
        return bytes;
      },
    };
  };
  const atMinute = keepLatest(1, (minute) =>
    costExports
      .flatMap((source) => blobsOf(book, source, new Date(minute)))
      .map(toStored)
      .sort((left, right) => (left.name < right.name ? -1 : 1)),
  );
  // Nothing is written within a minute.
  return { blobsAt: (at) => atMinute(floorTo(at, minuteMs).toISOString()) };
}

function contentOf(book: BillBook, { run, part }: ExportBlob): Buffer {
  const { source, month, writtenAt } = run;
  const bill = book.billAsOf('azure', month, writtenAt);
  if (bill === null) throw new RangeError(`Nothing was billed of ${month} at ${writtenAt.toISOString()}.`);
  const rows = bill.rows.filter((row) => isExported(source, row));
  if (part === null) {
    const counts = Map.groupBy(rows, ({ from }) => partOf(month, from));
    return manifestOf(
      run,
      partsOf(run).map((each) => ({
        name: nameOf(run, each),
        bytes: sizeOf(run, each),
        // A part of which the bill has no row is there all the same, with its header.
        rows: counts.get(each)?.length ?? 0,
      })),
    );
  }
  const { columns, mark } = layouts[source.type];
  const text = writeCsv(
    columns,
    bill,
    rows.filter(({ from }) => partOf(month, from) === part),
  );
  return gzipTo(`${mark}${text}`, sizeOf(run, part));
}

/** The older kinds of file begin with a byte order mark. */
const layouts = {
  FocusCost: { columns: focusColumns, mark: '', base: 96, perDay: 250 },
  ActualCost: { columns: actualColumns, mark: '\uFEFF', base: 32, perDay: 36 },
  AmortizedCost: { columns: amortizedColumns, mark: '\uFEFF', base: 32, perDay: 36 },
} as const;

function isExported({ type, subscription }: CostExport, row: BillRow): boolean {
  if (subscription !== null && row.line.account.id !== subscription) return false;
  return type === 'FocusCost' || (type === 'ActualCost' ? isActual(row) : isAmortized(row));
}

/**
 * Lists tell the size of files that nobody made yet, so files are filled up to a size known beforehand: by how many
 * days of the part have begun, and a little more or less from run to run.
 */
function sizeOf({ source, month, writtenAt, runId }: ExportRun, part: number): number {
  const begun = (writtenAt.getTime() - startOfDay(firstDayOf(month, part)).getTime()) / dayMs;
  const { base, perDay } = layouts[source.type];
  const more = Number.parseInt(runId.slice(0, 3), 16) % kibibyte;
  return (base + perDay * Math.min(Math.ceil(begun), 8)) * kibibyte + more;
}
