import { createHash } from 'node:crypto';
import type { BillBook } from '../../world/bills/bill-book';
import { keepLatest } from '../../world/bills/keep-latest';
import { writeCurText } from './cur-file';
import { dataExports } from './definitions';
import { type ExportFile, filesAt, manifestOf, secondPartFrom } from './deliveries';
import { writeFocusFile } from './focus-file';
import { gzipTo, padParquet } from './pad';

const kibibyte = 1024;

/** An object as S3 tells of it. */
export interface StoredObject {
  key: string;
  /** Quoted, as in the header. */
  etag: string;
  size: number;
  lastModified: Date;
  contentType: string;
  content(): Buffer;
}

/** Objects in the bucket of the exports. Data files are made when they are read, and the latest of them kept. */
export interface ExportStore {
  objectsAt(at: Date): StoredObject[];
}

export function createExportStore(book: BillBook, scale: number): ExportStore {
  const makers = new Map<string, ExportFile>();
  const contents = keepLatest(4, (version) => {
    const file = makers.get(version);
    if (!file) throw new RangeError(`No export wrote ${version}.`);
    return dataOf(book, file, sizeOf(file, scale));
  });
  return {
    objectsAt: (at) =>
      filesAt(book, dataExports, at).map((file) => {
        const version = `${file.key} ${file.writtenAt.toISOString()}`;
        const common = { key: file.key, lastModified: file.lastModified };
        if (file.part === null) {
          const manifest = Buffer.from(manifestOf(file));
          const etag = `"${createHash('md5').update(manifest).digest('hex')}"`;
          return { ...common, etag, size: manifest.length, contentType: 'application/json', content: () => manifest };
        }
        const etag = `"${createHash('md5').update(version).digest('hex')}-1"`;
        const content = () => {
          makers.set(version, file);
          const bytes = contents(version);
          makers.delete(version);
          return bytes;
        };
        return { ...common, etag, size: sizeOf(file, scale), contentType: file.source.contentType, content };
      }),
  };
}

function dataOf(book: BillBook, { source, month, writtenAt, part }: ExportFile, size: number): Buffer {
  const bill = book.billAsOf('aws', month, writtenAt);
  if (bill === null) throw new RangeError(`Nothing was billed of ${month} at ${writtenAt.toISOString()}.`);
  const second = secondPartFrom(month);
  const rows = bill.rows.filter(({ from }) => (from >= second ? 2 : 1) === part);
  return source.format === 'PARQUET'
    ? padParquet(writeFocusFile(bill, rows), size)
    : gzipTo(writeCurText(bill, rows), size);
}

/**
 * Lists tell the size of files that nobody made yet, so files are filled up to a size known beforehand: by how many
 * days of the half month have begun.
 */
function sizeOf({ source, month, writtenAt, part }: ExportFile, scale: number): number {
  const from = part === 2 ? secondPartFrom(month) : `${month}-01`;
  const days = Math.ceil((writtenAt.getTime() - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
  const perDay = source.format === 'PARQUET' ? 64 : 208;
  const base = source.format === 'PARQUET' ? 256 : 128;
  return (base + perDay * Math.min(days, 16)) * kibibyte * scale;
}
