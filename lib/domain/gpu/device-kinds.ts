/** Kinds of resources that have devices of their own. */
export const kindsWithDevices = [
  'compute-instance',
  'instance-group',
  'cluster-node',
  'model-endpoint',
  'training-job',
  'container-service',
] as const;

/** Kinds of the work that has devices of nodes. */
export const kindsOfWork = ['pod', 'batch-job'] as const;
