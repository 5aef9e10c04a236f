import type pg from 'pg';
import { z } from 'zod';
import { resourceKinds } from '@/lib/domain/resource';
import { toContentHash } from './content-hash';
import type { InventoryRow } from './inventory-row';
import type { InventoryScope, ReadingConnection } from './inventory-scope';
import { upsertDocuments, upsertResources } from './upsert-rows';

export interface RowOrigin {
  connection: ReadingConnection;
  scope: InventoryScope;
  readAt: Date;
}

export interface SavedRows {
  /** New, or gone before and back again. */
  added: number;
  changed: number;
  /** Other scopes of the connection that lost a resource to this one. */
  leftScopes: InventoryScope[];
}

/** A row to be written, with the hash it will have. */
export interface RowWrite {
  row: InventoryRow;
  contentHash: Buffer;
}

const rowsAtOnce = 5_000;

const differenceSchema = z.object({
  position: z.coerce.number(),
  content_hash: z.instanceof(Buffer).nullable(),
  is_present: z.boolean(),
  account: z.string().nullable(),
  scope_region: z.string().nullable(),
  kind: z.enum(resourceKinds).nullable(),
});

/** Writes the rows that are new or differ from what is stored; the rest cost a look-up and no write. */
export async function saveRows(client: pg.ClientBase, origin: RowOrigin, rows: InventoryRow[]): Promise<SavedRows> {
  const saved: SavedRows = { added: 0, changed: 0, leftScopes: [] };
  for (let start = 0; start < rows.length; start += rowsAtOnce)
    await saveBatch(client, origin, rows.slice(start, start + rowsAtOnce), saved);
  return saved;
}

async function saveBatch(
  client: pg.ClientBase,
  origin: RowOrigin,
  rows: InventoryRow[],
  saved: SavedRows,
): Promise<void> {
  const writes: RowWrite[] = [];
  for (const difference of await findDifferences(client, origin, rows)) {
    const row = rows[difference.position - 1];
    if (row === undefined) continue;
    const contentHash = toContentHash(row.content, difference.content_hash);
    const moved = leftScope(difference, origin.scope);
    if (difference.is_present && moved === null && difference.content_hash?.equals(contentHash)) continue;
    writes.push({ row, contentHash });
    if (difference.is_present) saved.changed++;
    else saved.added++;
    if (difference.is_present && moved !== null) addOnce(saved.leftScopes, moved);
  }
  if (writes.length === 0) return;
  await upsertResources(client, origin, writes);
  await upsertDocuments(client, origin, writes);
}

type Difference = z.infer<typeof differenceSchema>;

async function findDifferences(
  client: pg.ClientBase,
  { connection, scope }: RowOrigin,
  rows: InventoryRow[],
): Promise<Difference[]> {
  const found = await client.query(
    `select read.position, r.content_hash, r.id is not null and r.gone_at is null as is_present,
       r.account, r.scope_region, r.kind
     from unnest($3::text[], $4::bytea[]) with ordinality read(native_id, content_hash, position)
       left join resource r on r.connection_id = $1 and r.kind = $2 and r.native_id = read.native_id
     where r.id is null or r.gone_at is not null or r.content_hash <> read.content_hash
       or r.account <> $5 or r.scope_region <> $6
     order by read.position`,
    [
      connection.id,
      scope.kind,
      rows.map(({ nativeId }) => nativeId),
      rows.map(({ content }) => toContentHash(content, null)),
      scope.account,
      scope.region,
    ],
  );
  return z.array(differenceSchema).parse(found.rows);
}

function leftScope({ account, scope_region: region, kind }: Difference, scope: InventoryScope): InventoryScope | null {
  if (account === null || region === null || kind === null) return null;
  return account === scope.account && region === scope.region ? null : { account, region, kind };
}

function addOnce(scopes: InventoryScope[], scope: InventoryScope): void {
  if (!scopes.some(({ account, region }) => account === scope.account && region === scope.region)) scopes.push(scope);
}
