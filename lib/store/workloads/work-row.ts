import type { ProviderId } from '@/lib/domain/provider';
import type { Workload } from '@/lib/domain/workload';
import { scopeKey } from '../inventory/kept-rows';
import { toStoredWorkload } from '../inventory/stored-workload';

/** Kinds of resources that are pieces of work. */
export const workKinds = ['pod', 'batch-job', 'training-job'] as const;

/** A resource that is a piece of work, present or gone. */
export interface WorkRow {
  id: string;
  /** Another one whenever the row was written. */
  version: string;
  kind: (typeof workKinds)[number];
  provider: ProviderId;
  connectionId: string;
  name: string;
  account: string;
  /** The scope it is read in, by `scopeKey`. */
  scope: string;
  nativeStatus: string | null;
  site: string;
  team: string | null;
  owner: string | null;
  /** Those of its tags that were asked for. */
  labels: Readonly<Record<string, string>>;
  workload: Workload;
  /** Null: it was in the last read of its scope. */
  lastSeenAt: Date | null;
  changedAt: Date;
  goneAt: Date | null;
}

/** A row as the columns below give it. */
export interface ReadRow extends Omit<WorkRow, 'labels' | 'scope' | 'workload'> {
  scopeRegion: string;
  labels: WorkRow['labels'] | null;
  workload: unknown;
}

/** Columns of a piece of work `r`; `$2` is the list of tags that are asked for. */
export const workColumns = `r.id, r.xmin::text as version, r.kind, r.provider, r.connection_id as "connectionId", r.name,
  r.account, r.scope_region as "scopeRegion", r.native_status as "nativeStatus", r.site, r.team, r.owner,
  case when r.kind = 'pod' then (select jsonb_object_agg(key, value) from jsonb_each_text(r.tags) where key = any($2)) end as labels,
  r.workload, r.last_seen_at as "lastSeenAt", r.changed_at as "changedAt", r.gone_at as "goneAt"`;

/** A row as read; null where it is no piece of work after all. Throws a ZodError for what no version writes. */
export function toWorkRow({ workload: json, labels, scopeRegion, ...row }: ReadRow): WorkRow | null {
  const workload = toStoredWorkload(json);
  const scope = scopeKey({ account: row.account, scopeRegion, kind: row.kind });
  return workload === null ? null : { ...row, scope, labels: labels ?? {}, workload };
}
