import { addMonths, dayOf, startOfDay, startOfMonth } from '../../world/bills/calendar';
import { destinationId, idOfExport } from './definitions';
import type { ExportRun } from './deliveries';
import { dayBefore } from './words';

/** A data file as its manifest counts it. */
export interface CountedPart {
  name: string;
  bytes: number;
  /** Without the header. */
  rows: number;
}

/** Manifests are filled up with blanks to one size, which lists tell before anybody wrote them. */
export const manifestSize = 4096;

/** The manifest of a run: what was asked for, of which days, and what lies where. */
export function manifestOf(run: ExportRun, parts: readonly CountedPart[]): Buffer {
  const { source, runId } = run;
  const { startDate, endDate, submittedTime } = timesOf(run);
  const text = JSON.stringify(
    {
      manifestVersion: '2024-04-01',
      byteCount: sum(parts.map(({ bytes }) => bytes)),
      blobCount: parts.length,
      dataRowCount: sum(parts.map(({ rows }) => rows)),
      exportConfig: {
        exportName: source.name,
        resourceId: idOfExport(source),
        dataVersion: source.dataVersion,
        apiVersion: '2023-07-01-preview',
        type: source.type,
        timeFrame: timeFrameOf(run),
        granularity: 'Daily',
      },
      deliveryConfig: {
        partitionData: true,
        dataOverwriteBehavior: overwriteOf(run),
        fileFormat: 'Csv',
        compressionMode: 'Gzip',
        containerUri: destinationId,
        rootFolderPath: source.rootFolder,
      },
      runInfo: { executionType: 'Scheduled', submittedTime, runId, startDate, endDate },
      blobs: parts.map(({ name, bytes, rows }) => ({ blobName: name, byteCount: bytes, dataRowCount: rows })),
    },
    null,
    2,
  );
  const bytes = Buffer.from(text);
  return Buffer.concat([bytes, Buffer.alloc(Math.max(0, manifestSize - bytes.length), ' ')]);
}

/** Runs after the end of their month are of the last one. */
export function timeFrameOf({ month, writtenAt }: ExportRun): 'MonthToDate' | 'TheLastMonth' {
  return writtenAt >= startOfMonth(addMonths(month, 1)) ? 'TheLastMonth' : 'MonthToDate';
}

export function overwriteOf({ source }: ExportRun): 'OverwritePreviousReport' | 'CreateNewReport' {
  return source.overwrites ? 'OverwritePreviousReport' : 'CreateNewReport';
}

/** The days a run covers, the last of them included, and when it was submitted, as the vendor writes them. */
export function timesOf(run: ExportRun): { startDate: string; endDate: string; submittedTime: string } {
  const { month, writtenAt } = run;
  const last = dayBefore(timeFrameOf(run) === 'TheLastMonth' ? `${addMonths(month, 1)}-01` : dayOf(writtenAt));
  return {
    startDate: `${month}-01T00:00:00`,
    endDate: startOfDay(last).toISOString().replace('.000Z', 'Z'),
    submittedTime: writtenAt.toISOString().replace('Z', '4447Z'),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
