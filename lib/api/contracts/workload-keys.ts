/** Schedulers and services that work is submitted to. */
export const workloadSystems = ['kubernetes', 'kueue', 'slurm', 'sagemaker', 'vertex-ai', 'azure-ml'] as const;
export type WorkloadSystem = (typeof workloadSystems)[number];

/** `waiting`: by how long it waited. `held` and `requested`: by devices. */
export const workloadSortKeys = ['submitted', 'waiting', 'held', 'requested', 'name', 'state'] as const;
export type WorkloadSortKey = (typeof workloadSortKeys)[number];
