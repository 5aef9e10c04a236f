import type pg from 'pg';
import { z } from 'zod';
import { resourceKinds } from '@/lib/domain/resource';
import type { InventoryScope } from './inventory-scope';
import type { ScopeState } from './scope-state';

/** A present resource as stored, as far as a read is held against it. */
export interface StoredRow {
  id: string;
  contentHash: Buffer;
  kind: string;
  status: string;
  createdAt: Date | null;
  /** Null: in the last read of its scope. Else when the last read that found it was. */
  lastSeenAt: Date | null;
  /** It was known at the scope's last read; one that only an aborted run wrote since was not. */
  wasRead: boolean;
}

const rowSchema = z.object({
  id: z.string(),
  native_id: z.string(),
  content_hash: z.instanceof(Buffer),
  kind: z.string(),
  status: z.string(),
  created_at: z.date().nullable(),
  last_seen_at: z.date().nullable(),
  was_read: z.boolean(),
});

/** What is present in a scope last read at `lastReadAt`, by native id; of `nativeIds` alone where they are given. */
export async function readStoredRows(
  client: pg.ClientBase,
  connectionId: string,
  scope: InventoryScope,
  { lastReadAt }: Pick<ScopeState, 'lastReadAt'>,
  nativeIds?: readonly string[],
): Promise<Map<string, StoredRow>> {
  const { rows } = await client.query(
    `select id, native_id, content_hash, kind, status, created_at, last_seen_at,
       coalesce(first_seen_at <= $5::timestamptz, false) as was_read
     from resource
     where connection_id = $1 and account = $2 and scope_region = $3 and kind = $4 and gone_at is null
     ${nativeIds === undefined ? '' : 'and native_id = any($6)'}`,
    [
      connectionId,
      scope.account,
      scope.region,
      scope.kind,
      lastReadAt,
      ...(nativeIds === undefined ? [] : [nativeIds]),
    ],
  );
  return new Map(
    z
      .array(rowSchema)
      .parse(rows)
      .map(({ id, native_id, content_hash, kind, status, created_at, last_seen_at, was_read }) => [
        native_id,
        {
          id,
          contentHash: content_hash,
          kind,
          status,
          createdAt: created_at,
          lastSeenAt: last_seen_at,
          wasRead: was_read,
        },
      ]),
  );
}

/** What only details tell of a resource. */
export interface StoredDetails {
  name: string;
  size: string | null;
  createdAt: Date | null;
}

const detailsSchema = z.object({
  native_id: z.string(),
  name: z.string(),
  size: z.string().nullable(),
  created_at: z.date().nullable(),
});

/** What earlier reads told of resources, present or gone, by native id. */
export async function readStoredDetails(
  client: pg.ClientBase,
  connectionId: string,
  kind: string,
  nativeIds: string[],
): Promise<Map<string, StoredDetails>> {
  if (nativeIds.length === 0) return new Map();
  const { rows } = await client.query(
    'select native_id, name, size, created_at from resource where connection_id = $1 and kind = $2 and native_id = any($3)',
    [connectionId, kind, nativeIds],
  );
  return new Map(
    z
      .array(detailsSchema)
      .parse(rows)
      .map(({ native_id, name, size, created_at }) => [native_id, { name, size, createdAt: created_at }]),
  );
}

/** A resource that is stored, but not as present in the scope that was read. */
export interface StrayRow {
  nativeId: string;
  contentHash: Buffer;
  /** The scope it is present in; null when it is gone. */
  presentIn: InventoryScope | null;
}

const straySchema = z.object({
  native_id: z.string(),
  content_hash: z.instanceof(Buffer),
  gone: z.boolean(),
  account: z.string(),
  scope_region: z.string(),
  kind: z.enum(resourceKinds),
});

/** Of resources that their scope does not hold, those that are gone or held by another scope of the connection. */
export async function readStrayRows(
  client: pg.ClientBase,
  connectionId: string,
  kind: string,
  nativeIds: string[],
): Promise<StrayRow[]> {
  if (nativeIds.length === 0) return [];
  const { rows } = await client.query(
    `select native_id, content_hash, gone_at is not null as gone, account, scope_region, kind from resource
     where connection_id = $1 and kind = $2 and native_id = any($3)`,
    [connectionId, kind, nativeIds],
  );
  return z
    .array(straySchema)
    .parse(rows)
    .map((row) => ({
      nativeId: row.native_id,
      contentHash: row.content_hash,
      presentIn: row.gone ? null : { account: row.account, region: row.scope_region, kind: row.kind },
    }));
}
