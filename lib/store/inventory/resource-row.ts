import { z } from 'zod';
import { providerIds } from '@/lib/domain/provider';
import { lifecycleStates, resourceKinds } from '@/lib/domain/resource';

/** A listed resource. Null accelerators or tags: not known. */
export const resourceRowSchema = z.object({
  id: z.string(),
  kind: z.enum(resourceKinds),
  provider: z.enum(providerIds),
  connectionId: z.string(),
  connectionName: z.string(),
  nativeId: z.string(),
  nativeType: z.string(),
  name: z.string(),
  account: z.string(),
  region: z.string(),
  zone: z.string().nullable(),
  site: z.string(),
  team: z.string().nullable(),
  owner: z.string().nullable(),
  /** As last told; whether that is too old to be told is for the reader to see from `lastSeenAt`. */
  status: z.enum(lifecycleStates),
  nativeStatus: z.string().nullable(),
  size: z.string().nullable(),
  accelerators: z
    .array(z.object({ model: z.string(), count: z.number(), memoryBytes: z.number().nullable() }))
    .nullable(),
  gpuCount: z.number().nullable(),
  tags: z.record(z.string(), z.string()).nullable(),
  createdAt: z.date().nullable(),
  firstSeenAt: z.date(),
  /** The time of the read it stands on. */
  lastSeenAt: z.date(),
  goneAt: z.date().nullable(),
});
export type ResourceRow = z.infer<typeof resourceRowSchema>;

/**
 * Columns of a listed resource, of `r` joined to its connection `c` and its scope `s`. What a part of a listing under way
 * wrote first was seen after the scope's last read.
 */
export const resourceColumns = `r.id, r.kind, r.provider, r.connection_id as "connectionId", c.name as "connectionName",
  r.native_id as "nativeId", r.native_type as "nativeType", r.name, r.account, r.region, r.zone, r.site, r.team, r.owner,
  r.status, r.native_status as "nativeStatus", r.size, r.accelerators, r.gpu_count as "gpuCount", r.tags,
  r.created_at as "createdAt", r.first_seen_at as "firstSeenAt",
  coalesce(r.last_seen_at, greatest(coalesce(s.last_read_at, r.changed_at), r.first_seen_at)) as "lastSeenAt",
  r.gone_at as "goneAt"`;

/** Joins a resource `r` to its connection and its scope. */
export const resourceJoins = `join connection c on c.id = r.connection_id
  left join inventory_scope s on s.connection_id = r.connection_id and s.account = r.account
    and s.region = r.scope_region and s.kind = r.kind`;
