import { subscriptions } from '../../world/azure/geography';
import type { Month } from '../../world/bills/calendar';
import { termsOf } from '../../world/bills/terms';

/** An export of Cost Management, as its owner set it up. */
export interface CostExport {
  name: string;
  description: string;
  /** Where it is defined: a billing account or a subscription, e.g. `/subscriptions/{id}`. */
  scope: string;
  /** The subscription whose charges it holds; null: those of all. */
  subscription: string | null;
  type: 'FocusCost' | 'ActualCost' | 'AmortizedCost';
  dataVersion: string;
  /** Every run replaces the files of the one before, or lies in a folder of its own. */
  overwrites: boolean;
  rootFolder: string;
  /** The first month it was run for. */
  firstMonth: Month;
}

export const billingAccountScope = `/providers/Microsoft.Billing/billingAccounts/${termsOf.azure.billingAccount.id}`;

/** Where all exports are delivered. */
export const destination = {
  account: 'stmwshaeast000001',
  container: 'cost-exports',
  subscription: subscriptions.shared.id,
  resourceGroup: 'rg-storage-eastus',
} as const;

export const destinationId = `/subscriptions/${destination.subscription}/resourceGroups/${destination.resourceGroup}/providers/Microsoft.Storage/storageAccounts/${destination.account}`;

/** What else is kept in the account of the exports: a container that holds nothing. */
export const otherContainer = 'artifacts';

function detailsOf(name: 'research' | 'shared'): CostExport[] {
  const { id } = subscriptions[name];
  const common = {
    scope: `/subscriptions/${id}`,
    subscription: id,
    dataVersion: '2024-08-01',
    overwrites: false,
    rootFolder: 'details',
    firstMonth: '2026-09',
  };
  return [
    { ...common, name: `${name}-actual`, description: 'Charges as they are invoiced', type: 'ActualCost' },
    { ...common, name: `${name}-amortized`, description: 'Reservations where they were used', type: 'AmortizedCost' },
  ];
}

export const costExports: readonly CostExport[] = [
  {
    name: 'millwright-focus',
    description: 'Costs and usage of the whole agreement in FOCUS',
    scope: billingAccountScope,
    subscription: null,
    type: 'FocusCost',
    dataVersion: '1.2-preview',
    overwrites: true,
    rootFolder: 'focus',
    firstMonth: '2025-05',
  },
  ...detailsOf('research'),
  ...detailsOf('shared'),
];

/** The export's own id. */
export function idOfExport({ scope, name }: CostExport): string {
  return `${scope}/providers/Microsoft.CostManagement/exports/${name}`;
}
