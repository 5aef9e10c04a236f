/** Every provider Millwright knows. A provider is registered only when its folder exists under lib/providers. */
export const providerIds = [
  'aws',
  'google-cloud',
  'kubernetes',
  'coreweave',
  'azure',
  'slurm',
  'f5-distributed-cloud',
  'prometheus',
] as const;
export type ProviderId = (typeof providerIds)[number];

/** What a provider may be able to do. The console asks before it calls. */
export const capabilities = [
  'inventory',
  'metrics',
  'cost',
  'prices',
  'links',
  'workloads',
  'models',
  'drift',
  'deploy',
  'policy',
] as const;
export type Capability = (typeof capabilities)[number];
