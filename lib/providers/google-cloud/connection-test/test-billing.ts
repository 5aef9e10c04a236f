import { z } from 'zod';
import type { ConnectionCheck } from '../../contract/provider';
import type { GoogleClient } from '../connect/google-client';
import { type ExportTable, pathOf } from '../cost/export-table';
import { listExports } from '../cost/find-exports';
import { tryTo } from './try-to';

const rowsSchema = z.object({ totalRows: z.string() });

/** Tries to find a billing export in each dataset, and to list a row of it. */
export async function testBilling(client: GoogleClient, datasets: readonly string[]): Promise<ConnectionCheck[]> {
  const checks = await Promise.all(datasets.map((dataset) => testDataset(client, dataset)));
  return checks.flat();
}

async function testDataset(client: GoogleClient, dataset: string): Promise<ConnectionCheck[]> {
  const account = dataset.slice(0, dataset.lastIndexOf('.'));
  const found = await tryTo(
    `Find a billing export in ${dataset}`,
    { permission: 'bigquery.tables.list', account },
    async () => {
      const { tables, fault } = await listExports(client, dataset);
      if (fault !== null) throw fault;
      return tables;
    },
  );
  const [table] = found.value ?? [];
  if (table === undefined) return [found.check];
  const listed = await tryTo(`List a row of ${table.table}`, { permission: 'bigquery.tables.getData', account }, () =>
    listRow(client, table),
  );
  return [found.check, listed.check];
}

function listRow(client: GoogleClient, table: ExportTable): Promise<unknown> {
  return client.call(
    {
      operation: 'bigquery:tabledata.list',
      api: 'bigquery',
      path: `${pathOf(table)}/data`,
      query: [['maxResults', '1']],
      project: table.project,
    },
    rowsSchema,
  );
}
