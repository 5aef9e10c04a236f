import { z } from 'zod';
import { providerIds } from '@/lib/domain/provider';
import type { Workload } from '@/lib/domain/workload';
import { toStoredWorkload } from '../inventory/stored-workload';

/** Kinds of resources that are pieces of work. */
export const workKinds = ['pod', 'batch-job', 'training-job'] as const;

/** A resource that is a piece of work, present or gone. */
export interface WorkRow {
  id: string;
  /** Another one whenever the row was written. */
  version: string;
  kind: (typeof workKinds)[number];
  provider: (typeof providerIds)[number];
  connectionId: string;
  name: string;
  account: string;
  /** Of the scope it is read in. */
  scopeRegion: string;
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

const rowSchema = z.object({
  id: z.string(),
  version: z.string(),
  kind: z.enum(workKinds),
  provider: z.enum(providerIds),
  connectionId: z.string(),
  name: z.string(),
  account: z.string(),
  scopeRegion: z.string(),
  nativeStatus: z.string().nullable(),
  site: z.string(),
  team: z.string().nullable(),
  owner: z.string().nullable(),
  labels: z.record(z.string(), z.string()).nullable(),
  workload: z.unknown(),
  lastSeenAt: z.date().nullable(),
  changedAt: z.date(),
  goneAt: z.date().nullable(),
});

/** Columns of a piece of work `r`; `$2` is the list of tags that are asked for. */
export const workColumns = `r.id, r.xmin::text as version, r.kind, r.provider, r.connection_id as "connectionId", r.name,
  r.account, r.scope_region as "scopeRegion", r.native_status as "nativeStatus", r.site, r.team, r.owner,
  case when r.kind = 'pod' then (select jsonb_object_agg(key, value) from jsonb_each_text(r.tags) where key = any($2)) end as labels,
  r.workload, r.last_seen_at as "lastSeenAt", r.changed_at as "changedAt", r.gone_at as "goneAt"`;

/** A row as read; null where it is no piece of work after all. */
export function toWorkRow(read: unknown): WorkRow | null {
  const { workload: json, labels, ...row } = rowSchema.parse(read);
  const workload = toStoredWorkload(json);
  return workload === null ? null : { ...row, labels: labels ?? {}, workload };
}
