import { termsOf } from '../../world/bills/terms';
import { projects } from '../../world/google-cloud/geography';
import type { Column } from './column';
import { focusColumns } from './focus-columns';
import { detailedColumns, standardColumns } from './usage-columns';

/** A table of the billing export, partitioned by the day it was loaded on. */
export interface ExportTable {
  id: string;
  columns: readonly Column[];
}

export interface Dataset {
  id: string;
  location: string;
  description: string;
  /** Whether the console's service account may read it. */
  isOpen: boolean;
  tables: readonly ExportTable[];
}

/** The project all datasets are in. */
export const datasetProject = projects.network;

/** When the datasets were made. */
export const createdAt = new Date('2026-11-05T09:12:40Z');

const account = termsOf['google-cloud'].billingAccount.id.replaceAll('-', '_');

/** The dataset of the exports that carry Google's own columns, and that of FOCUS, which Google keeps itself. */
export const usageDataset: Dataset = {
  id: 'billing_export',
  location: 'US',
  description: 'Standard and detailed usage cost',
  isOpen: true,
  tables: [
    { id: `gcp_billing_export_resource_v1_${account}`, columns: detailedColumns },
    { id: `gcp_billing_export_v1_${account}`, columns: standardColumns },
  ],
};
const focusDataset: Dataset = {
  id: `gcp_billing_immutable_${account}_us`,
  location: 'US',
  description: 'Usage cost in FOCUS',
  isOpen: true,
  tables: [{ id: `gcp_billing_export_focus_${account}`, columns: focusColumns }],
};

/** Every dataset of the project, ordered by id. One of them is another team's. */
export const datasets: readonly Dataset[] = [
  usageDataset,
  { id: 'flow_logs', location: 'EU', description: 'Network flows', isOpen: false, tables: [] },
  focusDataset,
];
