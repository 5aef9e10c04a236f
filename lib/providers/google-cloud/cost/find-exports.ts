import { z } from 'zod';
import type { Gap } from '@/lib/domain/provider-fault';
import { readPages } from '../../contract/paging/read-pages';
import { ProviderError } from '../../contract/provider-error';
import type { GoogleClient } from '../connect/google-client';
import { type ExportKind, type ExportTable, toExportTable } from './export-table';

const operation = 'bigquery:tables.list';

const pageSchema = z.object({
  nextPageToken: z.string().optional(),
  tables: z.array(z.object({ tableReference: z.object({ tableId: z.string() }) })).default([]),
});

/** Of several exports of one billing account only one is read, for each tells the same money. */
const preference: readonly ExportKind[] = ['detailed', 'focus', 'standard'];

/** The billing exports to read, one of each billing account, and what kept some from being found. */
export async function findExports(
  client: GoogleClient,
  datasets: readonly string[],
): Promise<{ tables: ExportTable[]; gaps: Gap[] }> {
  const found: ExportTable[] = [];
  const gaps: Gap[] = [];
  for (const named of datasets) {
    const { tables, fault } = await listExports(client, named);
    found.push(...tables);
    if (fault !== null) gaps.push(fault.toGap({ account: projectOf(named), subject: named }));
  }
  const byAccount = Map.groupBy(found, ({ billingAccount }) => billingAccount);
  const tables = [...byAccount.values()].flatMap((ofAccount) => {
    const kind = preference.find((each) => ofAccount.some((table) => table.kind === each));
    return ofAccount.find((table) => table.kind === kind) ?? [];
  });
  return { tables, gaps };
}

/** The exports of one dataset, named as `project.dataset`. A dataset without any is a fault. */
export async function listExports(
  client: GoogleClient,
  named: string,
): Promise<{ tables: ExportTable[]; fault: ProviderError | null }> {
  const project = projectOf(named);
  const dataset = named.slice(project.length + 1);
  const { items, fault } = await readPages({
    operation,
    fetchPage: (token) =>
      client.call(
        {
          operation,
          api: 'bigquery',
          path: `/bigquery/v2/projects/${project}/datasets/${dataset}/tables`,
          query: [
            ['maxResults', '1000'],
            ...(token === undefined ? [] : [['pageToken', token] satisfies [string, string]]),
          ],
          project,
        },
        pageSchema,
      ),
    itemsOf: ({ tables }) => tables.map(({ tableReference }) => tableReference.tableId),
    nextTokenOf: ({ nextPageToken }) => nextPageToken,
    identityOf: (table) => table,
  });
  const tables = items.flatMap((table) => toExportTable(project, dataset, table) ?? []);
  return { tables, fault: fault ?? (tables.length === 0 ? noExport(named) : null) };
}

function projectOf(named: string): string {
  return named.slice(0, named.lastIndexOf('.'));
}

function noExport(named: string): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'NoBillingExport',
    operation,
    message: `The dataset ${named} has no table of a Cloud Billing export.`,
    remedy: 'Switch the export on in Cloud Billing, into this dataset; its first table takes some hours to appear.',
  });
}
