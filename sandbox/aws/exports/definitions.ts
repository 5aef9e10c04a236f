import { accounts } from '../../world/aws/geography';
import { itemColumns, lineColumns } from './cur-columns';
import { focusColumns } from './focus-columns';

/** A Data Export of the payer's account, as its owner set it up. */
export interface DataExport {
  name: string;
  arn: string;
  description: string;
  table: 'FOCUS_1_2_AWS' | 'COST_AND_USAGE_REPORT';
  configuration: Record<string, string>;
  columns: readonly { name: string; type: string }[];
  format: 'PARQUET' | 'TEXT_OR_CSV';
  compression: 'PARQUET' | 'GZIP';
  /** What its data files end in. */
  extension: string;
  contentType: string;
}

/** Where both exports are delivered: a bucket of the payer that holds other people's exports too. */
export const destination = {
  account: accounts.research.id,
  bucket: 'millwright-research-dataset-exports-us-east-1',
  region: 'us-east-1',
  prefix: 'billing',
} as const;

/** The first month that was delivered. */
export const firstMonth = '2025-05';
export const createdAt = new Date('2025-05-01T07:12:44Z');

const arnOf = (name: string) => `arn:aws:bcm-data-exports:${destination.region}:${destination.account}:export/${name}`;

const focusTypes = { text: 'string', double: 'double', instant: 'timestamp_milliseconds', map: 'map<string,string>' };

export const dataExports: readonly DataExport[] = [
  {
    name: 'millwright-cur2',
    arn: arnOf('millwright-cur2-6c1f0a52-7f0e-4f1b-9d53-2f6f0d7f9b11'),
    description: 'Costs and usage by day and resource',
    table: 'COST_AND_USAGE_REPORT',
    configuration: {
      TIME_GRANULARITY: 'DAILY',
      INCLUDE_RESOURCES: 'TRUE',
      INCLUDE_SPLIT_COST_ALLOCATION_DATA: 'FALSE',
      INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY: 'FALSE',
    },
    columns: [...itemColumns, ...lineColumns].map(({ name, type }) => ({ name, type })),
    format: 'TEXT_OR_CSV',
    compression: 'GZIP',
    extension: 'csv.gz',
    contentType: 'application/x-gzip',
  },
  {
    name: 'millwright-focus',
    arn: arnOf('millwright-focus-0d9c3b7e-15a4-4f6c-8f43-a2b8d1c7e905'),
    description: 'Costs and usage in FOCUS 1.2',
    table: 'FOCUS_1_2_AWS',
    configuration: { TIME_GRANULARITY: 'DAILY' },
    columns: focusColumns.map(({ name, type }) => ({ name, type: focusTypes[type] })),
    format: 'PARQUET',
    compression: 'PARQUET',
    extension: 'snappy.parquet',
    contentType: 'application/octet-stream',
  },
];

/** What the export selects. */
export function queryStatement({ columns, table }: DataExport): string {
  return `SELECT ${columns.map(({ name }) => name).join(', ')} FROM ${table}`;
}
