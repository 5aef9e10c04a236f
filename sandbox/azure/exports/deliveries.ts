import { createHash } from 'node:crypto';
import { minuteMs } from '../../world/aws/plan/plan';
import type { BillBook } from '../../world/bills/bill-book';
import { addMonths, daysOf, type Month, monthOf, startOfDay } from '../../world/bills/calendar';
import type { CostExport } from './definitions';

/** One run of an export for one month. */
export interface ExportRun {
  source: CostExport;
  month: Month;
  /** When the bill it holds was written, which is when it began. */
  writtenAt: Date;
  runId: string;
}

/** A file of a run as it lies in the container. */
export interface ExportBlob {
  name: string;
  run: ExportRun;
  lastModified: Date;
  /** Which part of the month, from 0; null for the manifest. */
  part: number | null;
}

/** Parts follow one another, and the manifest is written last. */
const partEveryMs = minuteMs;
const manifestAfterMs = 6 * minuteMs;
/** A month is cut into parts of eight days, the last of them shorter. */
const partDays = 8;

/** Which part of its month a day is in. What is charged for an earlier month is in the first. */
export function partOf(month: Month, day: string): number {
  return day < month ? 0 : Math.floor((Number(day.slice(8)) - 1) / partDays);
}

/** The first day of a part. */
export function firstDayOf(month: Month, part: number): string {
  return `${month}-${String(part * partDays + 1).padStart(2, '0')}`;
}

/** The parts a run wrote: those of which it already told something. */
export function partsOf({ month, writtenAt }: ExportRun): number[] {
  const count = partOf(month, daysOf(month).at(-1) ?? month) + 1;
  return Array.from({ length: count }, (_, part) => part).filter(
    (part) => writtenAt > startOfDay(firstDayOf(month, part)),
  );
}

/** When the manifest of a run was written and the run was over. */
export function endOf({ writtenAt }: ExportRun): Date {
  return new Date(writtenAt.getTime() + manifestAfterMs);
}

/** Runs of an export for a month that had begun at an instant, the latest first. */
export function runsOf(book: BillBook, source: CostExport, month: Month, at: Date): ExportRun[] {
  const runs: ExportRun[] = [];
  for (let writtenAt = book.writtenAt('azure', month, at); writtenAt !== null; ) {
    runs.push({ source, month, writtenAt, runId: uuidOf(source.scope, source.name, writtenAt.toISOString(), month) });
    writtenAt = book.writtenAt('azure', month, new Date(writtenAt.getTime() - 1));
  }
  return runs;
}

/** Months an export was run for by an instant. */
export function monthsOf({ firstMonth }: CostExport, at: Date): Month[] {
  const months: Month[] = [];
  for (let month = firstMonth; month <= monthOf(at); month = addMonths(month, 1)) months.push(month);
  return months;
}

/** Every file of an export that lies in the container at an instant. */
export function blobsOf(book: BillBook, source: CostExport, at: Date): ExportBlob[] {
  return monthsOf(source, at).flatMap((month) => {
    const blobs = runsOf(book, source, month, at).flatMap((run) => filesOf(run, at));
    if (!source.overwrites) return blobs;
    const latest = new Map<string, ExportBlob>();
    for (const blob of blobs) if (!latest.has(blob.name)) latest.set(blob.name, blob);
    return [...latest.values()];
  });
}

/** What a run had written by an instant. */
function filesOf(run: ExportRun, at: Date): ExportBlob[] {
  const start = run.writtenAt.getTime();
  return [
    ...partsOf(run).map((part) => ({ part, lastModified: new Date(start + (part + 1) * partEveryMs) })),
    { part: null, lastModified: endOf(run) },
  ]
    .filter(({ lastModified }) => lastModified <= at)
    .map(({ part, lastModified }) => ({ name: nameOf(run, part), run, lastModified, part }));
}

/** The path of a file within the container. */
export function nameOf({ source, month, writtenAt, runId }: ExportRun, part: number | null): string {
  const days = daysOf(month).map((day) => day.replaceAll('-', ''));
  const period = `${source.rootFolder}/${source.name}/${days[0]}-${days.at(-1)}`;
  const stamp = writtenAt.toISOString().replace(/\D/g, '').slice(0, 12);
  // Runs that overwrite keep the folder of the first.
  const folder = source.overwrites ? uuidOf(source.scope, source.name, month) : `${stamp}/${runId}`;
  return `${period}/${folder}/${part === null ? 'manifest.json' : `part_${part}_0001.csv.gz`}`;
}

function uuidOf(...path: string[]): string {
  const hex = createHash('sha256').update(path.join('\u0000')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
