/** What an inventory list can be sorted by. */
export const sortKeys = [
  'name',
  'kind',
  'account',
  'region',
  'status',
  'gpuCount',
  'firstSeenAt',
  'createdAt',
] as const;
export type SortKey = (typeof sortKeys)[number];

export interface Sort {
  key: SortKey;
  order: 'asc' | 'desc';
}

export interface SortColumn {
  /** Of a resource `r`, as an index of the migrations has it. */
  expression: string;
  type: 'text' | 'int4' | 'timestamptz';
  /** Whether some resources have no value; they come last in either order. */
  nullable: boolean;
  /** The same value in a form that no index has: the planner then gathers what matches and sorts it. */
  unindexed: string;
}

const text = (expression: string): SortColumn => ({
  expression: `${expression} collate "C"`,
  type: 'text',
  nullable: false,
  unindexed: `(${expression} || '') collate "C"`,
});

export const sortColumns: Record<SortKey, SortColumn> = {
  name: text('left(lower(r.name), 100)'),
  kind: text('r.kind'),
  account: text('r.account'),
  region: text('r.region'),
  status: text('r.status'),
  gpuCount: { expression: 'r.gpu_count', type: 'int4', nullable: true, unindexed: 'r.gpu_count + 0' },
  firstSeenAt: {
    expression: 'r.first_seen_at',
    type: 'timestamptz',
    nullable: false,
    unindexed: `r.first_seen_at + interval '0'`,
  },
  createdAt: {
    expression: 'r.created_at',
    type: 'timestamptz',
    nullable: true,
    unindexed: `r.created_at + interval '0'`,
  },
};
