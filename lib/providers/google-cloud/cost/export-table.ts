import { z } from 'zod';

/** A field of a BigQuery table, as its metadata name it. */
export interface TableField {
  name: string;
  type: string;
  mode?: string;
  fields?: TableField[];
}

const fieldSchema: z.ZodType<TableField> = z.lazy(() =>
  z.object({
    name: z.string().min(1),
    type: z.string().min(1),
    mode: z.string().optional(),
    fields: z.array(fieldSchema).optional(),
  }),
);

/** What is used of a table’s metadata. */
export const tableSchema = z.object({
  schema: z.object({ fields: z.array(fieldSchema).min(1) }),
  timePartitioning: z.object({ type: z.string(), field: z.string().optional() }).optional(),
});
export type TableMetadata = z.output<typeof tableSchema>;

/** `detailed` has resources, `standard` has none; both are Google's own columns. */
export type ExportKind = 'detailed' | 'focus' | 'standard';

/** A table that Cloud Billing exports into. */
export interface ExportTable {
  project: string;
  dataset: string;
  table: string;
  kind: ExportKind;
  /** As Google writes billing accounts: `01A2B3-C4D5E6-F7A8B9`. */
  billingAccount: string;
}

const prefixes: readonly [string, ExportKind][] = [
  ['gcp_billing_export_resource_v1_', 'detailed'],
  ['gcp_billing_export_focus_', 'focus'],
  ['gcp_billing_export_v1_', 'standard'],
];

/** What a table is by its name; null: no billing export. */
export function toExportTable(project: string, dataset: string, table: string): ExportTable | null {
  for (const [prefix, kind] of prefixes) {
    const account = table.startsWith(prefix) ? table.slice(prefix.length) : '';
    if (/^[0-9A-F]{6}_[0-9A-F]{6}_[0-9A-F]{6}$/.test(account))
      return { project, dataset, table, kind, billingAccount: account.replaceAll('_', '-') };
  }
  return null;
}

/** The path of a table below BigQuery’s origin. */
export function pathOf({ project, dataset, table }: ExportTable, partition: string | null = null): string {
  const id = partition === null ? table : `${table}$${partition}`;
  return `/bigquery/v2/projects/${project}/datasets/${dataset}/tables/${encodeURIComponent(id)}`;
}
