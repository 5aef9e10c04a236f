interface OperationFacts {
  /** The permission that allows it; null where every identity may call it. */
  permission: string | null;
  /** The built-in role that gives the permission; null where none is needed. */
  role: string | null;
}

/** Every operation that a connection's inventory, metrics and test call. All of them are free of charge. */
export const azureOperations = {
  'entra:IssueToken': { permission: null, role: null },
  'resource-manager:ListSubscriptions': { permission: 'Microsoft.Resources/subscriptions/read', role: 'Reader' },
  'resource-graph:Resources': { permission: '*/read', role: 'Reader' },
  'monitor-metrics:GetBatch': { permission: 'Microsoft.Insights/metrics/read', role: 'Monitoring Reader' },
} as const satisfies Record<`${string}:${string}`, OperationFacts>;

const blobReader = {
  permission: 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
  role: 'Storage Blob Data Reader',
} as const;

/** What is called to find the exports of bills, free of charge; only where they are to be discovered. */
export const exportsOperation = 'cost-management:ListExports';
/** What is called for the terms of reservations and savings plans, free of charge. */
export const termsOperation = 'resource-manager:GetCommitment';
const termsRole = { role: 'Reservations Reader', on: 'the tenant’s reservations' };
/** Prices are told to anybody. */
export const retailPricesOperation = 'retail-prices:List';
/** What is called when a person asks for a quick estimate; free of charge, and counted in query units. */
export const costQueryOperation = 'cost-management:Query';
const exportsRole = { role: 'Cost Management Reader', on: 'the scope of the exports' };

/**
 * What is called to read blobs. `priceMicroUsd`: about what a call costs in the hot tier of one region, in millionths of
 * a US dollar; cooler tiers cost more.
 */
export const blobOperations = {
  'blob-storage:ListBlobs': { ...blobReader, priceMicroUsd: 5.5 },
  'blob-storage:GetBlob': { ...blobReader, priceMicroUsd: 0.44 },
} as const satisfies Record<`${string}:${string}`, OperationFacts & { priceMicroUsd: number }>;

export type BlobOperation = keyof typeof blobOperations;

export type AzureOperation = keyof typeof azureOperations;

export const azureOperationNames: AzureOperation[] = Object.keys(azureOperations).filter(isAzureOperation);

export function isAzureOperation(text: string): text is AzureOperation {
  return Object.hasOwn(azureOperations, text);
}

function isBlobOperation(text: string): text is BlobOperation {
  return Object.hasOwn(blobOperations, text);
}

/** The built-in role to assign for an operation, and on what, in words; null where none is needed. */
export function roleOf(operation: string): { role: string; on: string } | null {
  if (isBlobOperation(operation)) return { role: blobOperations[operation].role, on: 'the container' };
  if (operation === exportsOperation) return exportsRole;
  if (operation === termsOperation) return termsRole;
  const role = isAzureOperation(operation) ? azureOperations[operation].role : null;
  return role === null ? null : { role, on: 'the subscription' };
}
