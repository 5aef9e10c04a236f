/** `waiting`: by how long it waited. `held` and `requested`: by devices. */
export const workloadSortKeys = ['submitted', 'waiting', 'held', 'requested', 'name', 'state'] as const;
export type WorkloadSortKey = (typeof workloadSortKeys)[number];
