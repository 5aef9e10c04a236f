import type pg from 'pg';
import { z } from 'zod';
import type { Reach } from '@/lib/domain/access';
import { lifecycleStates, type ResourceKind, resourceKinds } from '@/lib/domain/resource';

/** A resource that work may hang on. */
export interface DependencyRow {
  id: string;
  kind: ResourceKind;
  name: string;
  account: string;
  scopeRegion: string;
  connectionId: string;
  status: (typeof lifecycleStates)[number];
  nativeStatus: string | null;
  lastSeenAt: Date;
  /** By which of the names that were asked for it was found; null where none was. */
  foundBy: string | null;
}

const rowSchema = z.object({
  id: z.string(),
  kind: z.enum(resourceKinds),
  name: z.string(),
  account: z.string(),
  scopeRegion: z.string(),
  connectionId: z.string(),
  status: z.enum(lifecycleStates),
  nativeStatus: z.string().nullable(),
  lastSeenAt: z.date(),
  foundBy: z.string().nullable(),
});

const columns = `r.id, r.kind, r.name, r.account, r.scope_region as "scopeRegion", r.connection_id as "connectionId",
  r.status, r.native_status as "nativeStatus", coalesce(r.last_seen_at, s.last_read_at, r.changed_at) as "lastSeenAt"`;
const joins = `left join inventory_scope s on s.connection_id = r.connection_id and s.account = r.account
  and s.region = r.scope_region and s.kind = r.kind`;
/** What stands behind the last slash of an ARN or a full name. */
const shortId = `reverse(split_part(reverse(r.native_id), '/', 1))`;
const within = (reach: Reach) => [
  reach.everything,
  reach.everything ? [] : reach.sites,
  reach.everything ? [] : reach.teams,
];

/**
 * Volumes and file systems of a connection by these names: a claim's in the namespace, its own, or the last part of its
 * identifier. Within reach alone.
 */
export async function readStorage(
  pool: pg.Pool,
  {
    connectionId,
    namespace,
    names,
    reach,
  }: { connectionId: string; namespace: string | null; names: readonly string[]; reach: Reach },
): Promise<DependencyRow[]> {
  const { rows } = await pool.query(
    `select ${columns}, case when $3::text is not null then d.raw #>> '{spec,claimRef,name}' when r.name = any($2) then r.name
       else ${shortId} end as "foundBy"
     from resource r ${joins} left join resource_document d on d.resource_id = r.id
     where r.connection_id = $1 and r.kind in ('volume', 'file-system') and r.gone_at is null
       and ($4 or r.site = any($5) or r.team = any($6))
       and (case when $3::text is null then r.name = any($2) or ${shortId} = any($2)
         else d.raw #>> '{spec,claimRef,name}' = any($2) and d.raw #>> '{spec,claimRef,namespace}' = $3 end)
     order by r.name, r.id`,
    [connectionId, names, namespace, ...within(reach)],
  );
  return z.array(rowSchema).parse(rows);
}

/** Kinds that link a site to others. */
const linkKinds: readonly ResourceKind[] = [
  'site-link',
  'vpn-connection',
  'vpn-tunnel',
  'private-circuit',
  'virtual-interface',
  'circuit-port',
  'transit-attachment',
];

/** The links of a site that are there, whatever their status, within reach; at most `limit`, those not active first. */
export async function readLinks(
  pool: pg.Pool,
  { site, reach, limit }: { site: string; reach: Reach; limit: number },
): Promise<DependencyRow[]> {
  const { rows } = await pool.query(
    `select ${columns}, null as "foundBy" from resource r ${joins}
     where r.site = $1 and r.kind = any($2) and r.gone_at is null and ($3 or r.site = any($4) or r.team = any($5))
     order by r.status = 'active', r.name, r.id limit $6`,
    [site, linkKinds, ...within(reach), limit],
  );
  return z.array(rowSchema).parse(rows);
}
