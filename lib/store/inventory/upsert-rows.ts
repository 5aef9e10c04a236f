import type pg from 'pg';
import { z } from 'zod';
import { unplacedSite } from '@/lib/domain/site/placement';
import type { DocumentWrite, RowWrite } from './compare-rows';
import type { InventoryScope, ReadingConnection } from './inventory-scope';
import { toSearchText } from './search-text';

/** Which read rows come from. */
export interface RowOrigin {
  connection: ReadingConnection;
  scope: InventoryScope;
  readAt: Date;
}

interface Column {
  name: string;
  type: string;
  value: (write: RowWrite) => unknown;
  /** What an existing row gets; the value read when absent. */
  onConflict?: string;
}

const keptWithoutTags = (name: string) =>
  `case when excluded.tags is null and resource.tags is not null then resource.${name} else excluded.${name} end`;
/** Where it stands may be certain without tags: somebody put it there, or a rule overrules them. */
const keptUnlessPlaced = `case when excluded.tags is null and resource.tags is not null and excluded.site = '${unplacedSite}'
  then resource.site else excluded.site end`;
const keptWithoutAccelerators = (name: string) =>
  `case when excluded.accelerators is null and excluded.size is not distinct from resource.size then resource.${name} else excluded.${name} end`;

/** A read that is not told of links says nothing of whether they are there, and that it does not know how they stand. */
const keptLinks = `case when excluded.links is null then resource.links || '{"untold": true}'::jsonb else excluded.links end`;

/**
 * The columns a read decides. A read that could not tell the tags keeps the last ones told and all that hangs on them,
 * and so for accelerators while the size stays the same: not known yet is never taken for none.
 */
const columns: Column[] = [
  { name: 'kind', type: 'text', value: ({ row }) => row.kind },
  { name: 'native_id', type: 'text', value: ({ row }) => row.nativeId },
  { name: 'native_type', type: 'text', value: ({ row }) => row.nativeType },
  { name: 'name', type: 'text', value: ({ row }) => row.name, onConflict: keptWithoutTags('name') },
  { name: 'account', type: 'text', value: ({ row }) => row.account },
  { name: 'region', type: 'text', value: ({ row }) => row.region },
  { name: 'zone', type: 'text', value: ({ row }) => row.zone },
  { name: 'site', type: 'text', value: ({ row }) => row.site, onConflict: keptUnlessPlaced },
  { name: 'team', type: 'text', value: ({ row }) => row.team, onConflict: keptWithoutTags('team') },
  { name: 'owner', type: 'text', value: ({ row }) => row.owner, onConflict: keptWithoutTags('owner') },
  { name: 'status', type: 'text', value: ({ row }) => row.status },
  { name: 'native_status', type: 'text', value: ({ row }) => row.nativeStatus },
  { name: 'size', type: 'text', value: ({ row }) => row.size },
  {
    name: 'accelerators',
    type: 'jsonb',
    value: ({ row }) => row.accelerators,
    onConflict: keptWithoutAccelerators('accelerators'),
  },
  {
    name: 'gpu_model',
    type: 'text',
    value: ({ row }) => row.gpuModel,
    onConflict: keptWithoutAccelerators('gpu_model'),
  },
  {
    name: 'gpu_count',
    type: 'int4',
    value: ({ row }) => row.gpuCount,
    onConflict: keptWithoutAccelerators('gpu_count'),
  },
  { name: 'machine', type: 'text', value: ({ row }) => row.machine },
  { name: 'tags', type: 'jsonb', value: ({ row }) => row.tags, onConflict: keptWithoutTags('tags') },
  { name: 'workload', type: 'jsonb', value: ({ row }) => row.workload },
  { name: 'links', type: 'jsonb', value: ({ row }) => row.links, onConflict: keptLinks },
  {
    name: 'software',
    type: 'jsonb',
    value: ({ row }) => row.software,
    onConflict: 'coalesce(excluded.software, resource.software)',
  },
  { name: 'created_at', type: 'timestamptz', value: ({ row }) => row.createdAt },
  { name: 'content_hash', type: 'bytea', value: ({ contentHash }) => contentHash },
  {
    name: 'search_text',
    type: 'text',
    value: ({ row }) => toSearchText(row.searched),
    onConflict: keptWithoutTags('search_text'),
  },
];

const names = columns.map(({ name }) => name).join(', ');
const updates = columns.map(({ name, onConflict }) => `${name} = ${onConflict ?? `excluded.${name}`}`).join(', ');
// JSON travels as text: an array of it would be read as an array of the JSON's own.
const parameters = columns.map(({ type }, index) => `$${index + 5}::${type === 'jsonb' ? 'text' : type}[]`).join(', ');
const values = columns.map(({ name, type }) => (type === 'jsonb' ? `read.${name}::jsonb` : `read.${name}`)).join(', ');

/** What the counts of a scope are told apart by. */
function countedBy(row: 'old' | 'new'): string {
  const counted = [
    'account',
    'scope_region',
    'region',
    'status',
    'site',
    'team',
    'owner',
    'gpu_model',
    'gpu_count',
    'machine',
  ];
  return [...counted, 'last_seen_at', 'gone_at'].map((name) => `${row}.${name}`).join(', ');
}

const upsertSql = `
  insert into resource (connection_id, provider, scope_region, first_seen_at, changed_at, ${names})
  select $1, $2, $3, $4, $4, ${values} from unnest(${parameters}) read(${names})
  on conflict (connection_id, kind, native_id) do update set scope_region = excluded.scope_region,
    changed_at = excluded.changed_at, last_seen_at = null, gone_at = null, ${updates}
  returning new.id, new.native_id,
    (${countedBy('old')}) is distinct from (${countedBy('new')}) as recounted`;

const rowsAtOnce = 5_000;
const savedSchema = z.array(z.object({ id: z.string(), native_id: z.string(), recounted: z.boolean() }));

/**
 * Inserts or overwrites resources, present and seen in this read, and the providers' own documents of them. Returns
 * whether anything that is counted changed.
 */
export async function upsertRows(client: pg.ClientBase, origin: RowOrigin, writes: RowWrite[]): Promise<boolean> {
  let recounted = false;
  for (let start = 0; start < writes.length; start += rowsAtOnce)
    if (await upsertBatch(client, origin, writes.slice(start, start + rowsAtOnce))) recounted = true;
  return recounted;
}

async function upsertBatch(client: pg.ClientBase, origin: RowOrigin, writes: RowWrite[]): Promise<boolean> {
  const { connection, scope, readAt } = origin;
  const { rows } = await client.query(upsertSql, [
    connection.id,
    connection.provider,
    scope.region,
    readAt,
    ...columns.map(({ value }) => writes.map(value)),
  ]);
  const written = new Map(writes.map(({ row }) => [row.nativeId, row]));
  const saved = savedSchema.parse(rows);
  await client.query(
    `insert into resource_document (resource_id, raw)
     select id, raw::jsonb from unnest($1::uuid[], $2::text[], $3::bool[]) read(id, raw, detailed)
     where detailed or not exists (select from resource_document known where known.resource_id = read.id)
     on conflict (resource_id) do update set raw = excluded.raw`,
    [
      saved.map(({ id }) => id),
      saved.map(({ native_id }) => written.get(native_id)?.raw),
      saved.map(({ native_id }) => written.get(native_id)?.detailed),
    ],
  );
  return saved.some(({ recounted }) => recounted);
}

/** Writes documents of resources that are otherwise as stored, and what schedulers revised: they have not changed. */
export async function writeDocuments(client: pg.ClientBase, writes: DocumentWrite[]): Promise<void> {
  for (let start = 0; start < writes.length; start += rowsAtOnce) {
    const batch = writes.slice(start, start + rowsAtOnce);
    await client.query(
      `with read as (
         select * from unnest($1::uuid[], $2::bytea[], $3::text[], $4::text[]) read(id, content_hash, workload, raw)),
         hashed as (update resource set content_hash = read.content_hash, workload = read.workload::jsonb
           from read where resource.id = read.id)
       update resource_document set raw = read.raw::jsonb from read where resource_id = read.id`,
      [
        batch.map(({ id }) => id),
        batch.map(({ contentHash }) => contentHash),
        batch.map(({ row }) => row.workload),
        batch.map(({ row }) => row.raw),
      ],
    );
  }
}
