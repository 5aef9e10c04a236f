interface OperationFacts {
  /** The IAM permission that allows it; absent: none is needed beyond valid credentials. */
  permission?: string;
  /** The narrowest of Google's own roles that holds it. */
  role?: string;
  /** What shares one rate limit. */
  bucket: string;
}

/** Granted on the datasets with billing exports alone: over a whole scope it would open every table there is. */
export const billingRole = 'roles/bigquery.dataViewer';

/** Every Google Cloud operation Millwright calls. All are free of charge; connection test, form, faults and rates read this list. */
export const googleOperations = {
  'oauth2:token': { bucket: 'token' },
  'sts:token': { bucket: 'token' },
  'iamcredentials:generateAccessToken': {
    bucket: 'token',
    permission: 'iam.serviceAccounts.getAccessToken',
    role: 'roles/iam.workloadIdentityUser',
  },
  'cloudresourcemanager:projects.search': {
    bucket: 'cloudresourcemanager',
    permission: 'resourcemanager.projects.get',
    role: 'roles/browser',
  },
  'cloudresourcemanager:projects.get': {
    bucket: 'cloudresourcemanager',
    permission: 'resourcemanager.projects.get',
    role: 'roles/browser',
  },
  'cloudasset:assets.list': {
    bucket: 'cloudasset.list',
    permission: 'cloudasset.assets.listResource',
    role: 'roles/cloudasset.viewer',
  },
  'monitoring:timeSeries.list': {
    bucket: 'monitoring',
    permission: 'monitoring.timeSeries.list',
    role: 'roles/monitoring.viewer',
  },
  'cloudbilling:services.skus.list': { bucket: 'cloudbilling' },
  'compute:regionCommitments.aggregatedList': {
    bucket: 'compute',
    permission: 'compute.commitments.list',
    role: 'roles/compute.viewer',
  },
  'bigquery:tables.list': { bucket: 'bigquery', permission: 'bigquery.tables.list', role: billingRole },
  'bigquery:tables.get': { bucket: 'bigquery', permission: 'bigquery.tables.get', role: billingRole },
  'bigquery:tabledata.list': { bucket: 'bigquery', permission: 'bigquery.tables.getData', role: billingRole },
} as const satisfies Record<`${string}:${string}`, OperationFacts>;

export type GoogleOperation = keyof typeof googleOperations;

export function isGoogleOperation(text: string): text is GoogleOperation {
  return Object.hasOwn(googleOperations, text);
}

export function factsOf(operation: GoogleOperation): OperationFacts {
  return googleOperations[operation];
}

const needed = Object.values<OperationFacts>(googleOperations).filter(
  ({ bucket }) => bucket !== 'token' && bucket !== 'bigquery',
);

/** The permissions of a custom role that allows all that is read of the scope, and nothing else. */
export const readPermissions: string[] = [...new Set(needed.flatMap(({ permission = [] }) => permission))].sort();

/** Google's own roles that allow all that is read of the scope, for those who would rather not make one. */
export const viewerRoles: string[] = [...new Set(needed.flatMap(({ role = [] }) => role))].sort();
