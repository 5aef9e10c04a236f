import type pg from 'pg';
import { z } from 'zod';
import { kindsOfWork } from '@/lib/domain/gpu/device-kinds';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import { providerIds } from '@/lib/domain/provider';
import { lifecycleStates, resourceKinds } from '@/lib/domain/resource';
import { toStoredWorkload } from '../inventory/stored-workload';

interface ScopeAddress {
  connectionId: string;
  account: string;
  region: string;
  kind: string;
}

const rowSchema = z.object({
  place: z.number(),
  id: z.string(),
  kind: z.enum(resourceKinds),
  provider: z.enum(providerIds),
  connectionId: z.string(),
  nativeId: z.string(),
  name: z.string(),
  account: z.string(),
  region: z.string(),
  site: z.string(),
  team: z.string().nullable(),
  owner: z.string().nullable(),
  status: z.enum(lifecycleStates),
  nativeStatus: z.string().nullable(),
  accelerators: z
    .array(z.object({ model: z.string(), count: z.number(), memoryBytes: z.number().nullable() }))
    .nullable(),
  gpuModel: z.string().nullable(),
  gpuCount: z.number().nullable(),
  machine: z.string().nullable(),
  tags: z.record(z.string(), z.string()).nullable(),
  workload: z.unknown().transform(toStoredWorkload),
  alias: z.string().nullable(),
  lastSeenAt: z.date(),
  isSeenWithScope: z.boolean(),
});

/** What of a scope has to do with accelerators. */
export interface ReadScope {
  resources: GpuResource[];
  /** Those of them that the last read of the scope found. */
  seenWithScope: GpuResource[];
}

/** The scopes, of the parameters that `toParameters` gives, with their resources. */
const resourcesOfScopes = `unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) with ordinality
       as w(connection_id, account, region, kind, place)
     join resource r on r.connection_id = w.connection_id and r.account = w.account and r.scope_region = w.region
       and r.kind = w.kind and r.gone_at is null`;

/** Has accelerators or an unknown number of them, is a node of a machine, or is work that has some or does not tell. */
const mayHaveDevices = `case when r.kind = any($5)
       then coalesce(jsonb_typeof(r.workload -> 'holdings') <> 'array' or r.workload -> 'holdings' <> '[]'::jsonb,
         r.gpu_count is null or r.gpu_count > 0)
       else coalesce(r.gpu_count > 0, true) or (r.kind = 'cluster-node' and r.machine is not null) end`;

function toParameters(scopes: readonly ScopeAddress[]): unknown[] {
  return [
    scopes.map(({ connectionId }) => connectionId),
    scopes.map(({ account }) => account),
    scopes.map(({ region }) => region),
    scopes.map(({ kind }) => kind),
    kindsOfWork,
  ];
}

const printSchema = z.object({ place: z.number(), print: z.string() });

/** Of each scope, in their order, a text that is another one whenever `readGpuResources` may give other resources. */
export async function readGpuPrints(pool: pg.Pool, scopes: readonly ScopeAddress[]): Promise<string[]> {
  const prints = scopes.map(() => '');
  if (scopes.length === 0) return prints;
  const { rows } = await pool.query(
    `select w.place::int as place, md5(string_agg(r.id::text || r.xmin::text, ' ' order by r.id)) as print
     from ${resourcesOfScopes} where ${mayHaveDevices} group by w.place`,
    toParameters(scopes),
  );
  for (const { place, print } of printSchema.array().parse(rows)) prints[place - 1] = print;
  return prints;
}

/** Of each scope, in their order, what is present there and has or may have devices, or works on them. */
export async function readGpuResources(pool: pg.Pool, scopes: readonly ScopeAddress[]): Promise<ReadScope[]> {
  const found = scopes.map((): ReadScope => ({ resources: [], seenWithScope: [] }));
  if (scopes.length === 0) return found;
  const { rows } = await pool.query(
    `select w.place::int as place, r.id, r.kind, r.provider, r.connection_id as "connectionId", r.native_id as "nativeId",
       r.name, r.account, r.region, r.site, r.team, r.owner, r.status, r.native_status as "nativeStatus",
       r.accelerators, r.gpu_model as "gpuModel", r.gpu_count as "gpuCount", r.machine,
       case when r.kind = any($5) then null else r.tags end as tags, r.workload,
       case when r.kind = 'compute-instance' and r.provider in ('aws', 'google-cloud') then
         (select coalesce(d.raw ->> 'PrivateDnsName', d.raw ->> 'id') from resource_document d where d.resource_id = r.id)
       end as alias,
       coalesce(r.last_seen_at, s.last_read_at, r.changed_at) as "lastSeenAt",
       r.last_seen_at is null as "isSeenWithScope"
     from ${resourcesOfScopes}
     left join inventory_scope s on s.connection_id = w.connection_id and s.account = w.account and s.region = w.region
       and s.kind = w.kind
     where ${mayHaveDevices}
     order by r.id`,
    toParameters(scopes),
  );
  for (const { place, isSeenWithScope, ...resource } of rowSchema.array().parse(rows)) {
    const scope = found[place - 1];
    scope?.resources.push(resource);
    if (isSeenWithScope) scope?.seenWithScope.push(resource);
  }
  return found;
}
