import { createHash } from 'node:crypto';
import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import type { Gap } from '@/lib/domain/provider-fault';
import type { BillingDelivery, CostRead } from '../../contract/cost';
import { toCompleteness } from '../../contract/faults/to-gaps';
import { ProviderError } from '../../contract/provider-error';
import { type GoogleClient, openGoogleClient } from '../connect/google-client';
import type { GoogleSession } from '../connect/google-session';
import { countMonths, type MonthRows } from './count-months';
import { detailedFields, detailedToFocus } from './detailed-to-focus';
import { type ExportTable, pathOf, type TableField, tableSchema } from './export-table';
import { findExports } from './find-exports';
import { toMonthFile } from './month-file';
import { toPartitions } from './partitions';
import { selectFields } from './row-values';

/** Names each month of each billing account whose export lies in the connection’s datasets. */
export function readCost(session: GoogleSession, months: readonly BillingMonth[]): AsyncGenerator<CostRead> {
  return readExports(openGoogleClient(session), session.settings.billingDatasets, months, session.now);
}

/** As `readCost`, of these datasets. Throws only the reason of an aborted session. */
export async function* readExports(
  client: GoogleClient,
  datasets: readonly string[],
  months: readonly BillingMonth[],
  now: () => Date,
): AsyncGenerator<CostRead> {
  const { tables, gaps } = await findExports(client, datasets);
  const deliveries: BillingDelivery[] = [];
  for (const table of tables) {
    try {
      deliveries.push(...(await readExport(client, table, months, now())));
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      gaps.push(toGap(error, table));
    }
  }
  deliveries.sort(
    (one, other) => Number(one.billingMonth > other.billingMonth) - Number(one.billingMonth < other.billingMonth),
  );
  for (const delivery of deliveries) yield { type: 'delivery', delivery };
  yield { type: 'end', completeness: toCompleteness(gaps), readAt: now() };
}

async function readExport(
  client: GoogleClient,
  table: ExportTable,
  months: readonly BillingMonth[],
  now: Date,
): Promise<BillingDelivery[]> {
  const [oldest] = [...months].sort();
  if (oldest === undefined) return [];
  const metadata = await client.call(
    { operation: 'bigquery:tables.get', api: 'bigquery', path: pathOf(table), project: table.project },
    tableSchema,
  );
  const { fields } = metadata.schema;
  assertTold(table, fields);
  const counted = await countMonths(client, table, fields, toPartitions(metadata, oldest, now), months);
  return [...counted].map(([month, parts]) => toDelivery(client, table, month, parts, fields));
}

function toDelivery(
  client: GoogleClient,
  table: ExportTable,
  billingMonth: BillingMonth,
  parts: readonly MonthRows[],
  fields: readonly TableField[],
): BillingDelivery {
  const isFocus = table.kind === 'focus';
  const read = isFocus ? fields : selectFields(fields, detailedFields);
  const columns = isFocus ? [] : detailedFields;
  const exportedAt = parts.reduce<string | null>((newest, part) => later(newest, part.exportedAt), null);
  return {
    source: isFocus ? 'google-cloud-focus' : 'google-cloud-detailed',
    scope: `${table.billingAccount}/${isFocus ? 'focus' : 'usage'}`,
    title: `${titles[table.kind]} of ${table.billingAccount}`,
    billingMonth,
    version: toVersion(table, parts),
    deliveredAt: exportedAt === null ? null : new Date(exportedAt),
    basis: 'billed',
    coverage: 'all',
    files: parts.map((part) => toMonthFile(client, table, billingMonth, part, read, columns)),
    toFocus: isFocus ? null : detailedToFocus,
  };
}

const titles = { detailed: 'Detailed usage export', standard: 'Usage export', focus: 'FOCUS export' };

/** Rows are only ever added, each later than those before, so their number and the newest of them tell them apart. */
function toVersion({ table }: ExportTable, parts: readonly MonthRows[]): string {
  const told = parts.map(({ partition, rows, exportedAt }) => `${partition} ${rows} ${exportedAt}`);
  return createHash('sha256')
    .update([table, ...told].join('\n'))
    .digest('hex');
}

function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

/** A table that does not say which month a row is billed in cannot be read by months. */
function assertTold({ table, kind }: ExportTable, fields: readonly TableField[]): void {
  const needed =
    kind === 'focus' ? ['BillingPeriodStart', 'BilledCost'] : ['invoice.month', 'cost', 'credits', 'currency'];
  const missing = needed.filter((path) => selectFields(fields, [path]).length === 0);
  if (missing.length === 0) return;
  throw new ProviderError({
    kind: 'response-unexpected',
    code: 'ColumnsMissing',
    operation: 'bigquery:tables.get',
    message: `The billing table ${table} has no ${missing.join(', ')}.`,
    remedy: 'Check that the table is the export’s own, and no view or copy of it.',
  });
}

function toGap(fault: ProviderError, { project, table }: ExportTable): Gap {
  return fault.toGap({ account: project, subject: table });
}
