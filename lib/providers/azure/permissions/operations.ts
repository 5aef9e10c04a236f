interface OperationFacts {
  /** The permission that allows it; null where every identity may call it. */
  permission: string | null;
  /** The built-in role that gives the permission; null where none is needed. */
  role: string | null;
}

/** Every Azure operation Millwright calls. All of them are free of charge. */
export const azureOperations = {
  'entra:IssueToken': { permission: null, role: null },
  'resource-manager:ListSubscriptions': { permission: 'Microsoft.Resources/subscriptions/read', role: 'Reader' },
  'resource-graph:Resources': { permission: '*/read', role: 'Reader' },
  'monitor-metrics:GetBatch': { permission: 'Microsoft.Insights/metrics/read', role: 'Monitoring Reader' },
} as const satisfies Record<`${string}:${string}`, OperationFacts>;

export type AzureOperation = keyof typeof azureOperations;

export const azureOperationNames: AzureOperation[] = Object.keys(azureOperations).filter(isAzureOperation);

export function isAzureOperation(text: string): text is AzureOperation {
  return Object.hasOwn(azureOperations, text);
}

/** The built-in role to assign for an operation; null where none is needed. */
export function roleOf(operation: string): string | null {
  return isAzureOperation(operation) ? azureOperations[operation].role : null;
}
