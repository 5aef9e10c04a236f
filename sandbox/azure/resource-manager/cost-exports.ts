import type { WireResponse } from '../../wire/wire';
import { dayMs } from '../../world/aws/plan/plan';
import { subscriptions } from '../../world/azure/geography';
import type { BillBook } from '../../world/bills/bill-book';
import { floorTo, startOfMonth } from '../../world/bills/calendar';
import { AzureError, jsonResponse } from '../azure-error';
import type { Call } from '../call';
import {
  billingAccountScope,
  type CostExport,
  costExports,
  destination,
  destinationId,
  idOfExport,
} from '../exports/definitions';
import { type ExportRun, endOf, monthsOf, nameOf, runsOf } from '../exports/deliveries';
import { overwriteOf, timesOf } from '../exports/manifest';
import * as refusals from '../refusals';
import type { CostRoute } from '../route';

/** Runs that the history tells of. */
const mostRuns = 100;

/** Answers the exports of a scope, one of them, or the runs of one. Lists come whole: they have no next page. */
export function answerExports(book: BillBook, route: CostRoute, call: Call): WireResponse {
  const scope = scopeOf(route, call);
  const isEmpty = call.fault?.kind === 'empty-success';
  const defined = costExports.filter((each) => each.scope.toLowerCase() === scope);
  const withRuns = call.request.query.$expand?.toLowerCase() === 'runhistory';
  const write = (source: CostExport) =>
    writeExport(source, call.worldNow, withRuns ? historyOf(book, source, call) : null);
  if (route.operation === 'listExports') return jsonResponse(200, { value: isEmpty ? [] : defined.map(write) });
  const source = defined.find(({ name }) => name.toLowerCase() === route.exportName.toLowerCase());
  if (!source) {
    throw new AzureError(404, 'NotFound', `Export with name '${route.exportName}' does not exist.`);
  }
  if (route.operation === 'getExport') return jsonResponse(200, write(source));
  return jsonResponse(200, { value: isEmpty ? [] : historyOf(book, source, call) });
}

/** The scope in lower case. Whoever may not read a billing account is told so with 401, by Cost Management itself. */
function scopeOf({ costScope }: CostRoute, { fault, requestId }: Call): string {
  const scope = costScope.toLowerCase();
  const known = [billingAccountScope, ...Object.values(subscriptions).map(({ id }) => `/subscriptions/${id}`)];
  if (fault?.kind !== 'missing-permission' && known.some((each) => each.toLowerCase() === scope)) return scope;
  if (scope.startsWith('/subscriptions/')) throw refusals.forbidden('Microsoft.CostManagement/exports/read', costScope);
  throw new AzureError(
    401,
    'RBACAccessDenied',
    `The client does not have authorization to perform action. Request ID: ${requestId}`,
  );
}

function writeExport(source: CostExport, now: Date, runs: unknown[] | null) {
  const { name, description, type, dataVersion, rootFolder, firstMonth, overwrites } = source;
  const next = new Date(floorTo(now, dayMs).getTime() + dayMs);
  return {
    id: idOfExport(source).replace(/^\//, ''),
    name,
    type: 'Microsoft.CostManagement/exports',
    eTag: `"${firstMonth.replace('-', '')}01c3f7a8e0"`,
    properties: {
      schedule: {
        status: 'Active',
        recurrence: 'Daily',
        recurrencePeriod: { from: startOfMonth(firstMonth).toISOString(), to: '2035-01-01T00:00:00Z' },
      },
      format: 'Csv',
      deliveryInfo: {
        destination: {
          type: 'AzureBlob',
          resourceId: destinationId,
          container: destination.container,
          rootFolderPath: rootFolder,
        },
      },
      definition: {
        type,
        timeframe: 'MonthToDate',
        dataSet: { granularity: 'Daily', configuration: { columns: [], dataVersion } },
      },
      ...(runs === null ? {} : { runHistory: { value: runs } }),
      nextRunTimeEstimate: next.toISOString(),
      partitionData: true,
      dataOverwriteBehavior: overwrites ? 'OverwritePreviousReport' : 'CreateNewReport',
      compressionMode: 'gzip',
      exportDescription: description,
    },
  };
}

function historyOf(book: BillBook, source: CostExport, { worldNow }: Call): unknown[] {
  return monthsOf(source, worldNow)
    .toReversed()
    .flatMap((month) => runsOf(book, source, month, worldNow))
    .sort((left, right) => right.writtenAt.getTime() - left.writtenAt.getTime())
    .slice(0, mostRuns)
    .map((run) => writeRun(run, worldNow));
}

function writeRun(run: ExportRun, now: Date) {
  const { source, runId, writtenAt } = run;
  const { startDate, endDate } = timesOf(run);
  const end = endOf(run);
  const isOver = end <= now;
  const manifest = nameOf(run, null);
  return {
    id: `${idOfExport(source).replace(/^\//, '')}/run/${runId}`,
    name: runId,
    type: 'Microsoft.CostManagement/exports/run',
    properties: {
      executionType: 'Scheduled',
      submittedBy: 'System',
      status: isOver ? 'Completed' : 'InProgress',
      submittedTime: writtenAt.toISOString(),
      processingStartTime: writtenAt.toISOString(),
      ...(isOver
        ? {
            processingEndTime: end.toISOString(),
            fileName: manifest.replace(/\/manifest\.json$/, ''),
            manifestFile: manifest,
          }
        : {}),
      startDate,
      endDate,
      runSettings: {
        format: 'Csv',
        partitionData: true,
        dataOverwriteBehavior: overwriteOf(run),
        compressionMode: 'gzip',
        definition: { type: source.type, timeframe: 'MonthToDate' },
      },
    },
  };
}
