import type pg from 'pg';
import { z } from 'zod';
import type { LinkIdentity } from './link-troubles';
import { linkKinds } from './read-kept-links';

const rowSchema = z.object({
  connectionId: z.string().nullable(),
  nativeId: z.string(),
  key: z.string(),
  goneAt: z.date().nullable(),
});

/** A link that nobody lists any more, and when the last of its resources was seen to be gone; null: not told. */
export interface UnlistedLink extends LinkIdentity {
  goneAt: Date | null;
}

/**
 * Those of some links that nobody lists any more: a complete read did not find the resource or no longer names the link
 * among its own, or nobody declares it. What merely could not be read of late is listed still.
 */
export async function readUnlistedLinks(pool: pg.Pool, identities: readonly LinkIdentity[]): Promise<UnlistedLink[]> {
  if (identities.length === 0) return [];
  const { rows } = await pool.query(
    `select c as "connectionId", n as "nativeId", k as key,
       (select max(r.gone_at) from resource r where r.connection_id = c and r.kind = any($4)
         and r.native_id = n) as "goneAt"
     from unnest($1::uuid[], $2::text[], $3::text[]) wanted(c, n, k)
     where not exists (select from resource r where r.connection_id = c and r.kind = any($4) and r.native_id = n and r.gone_at is null
         and (r.links is null or exists (select from jsonb_array_elements(r.links -> 'links') l where l ->> 'key' = k)))
       and not exists (select from declared_link d where c is null and d.id::text = n)`,
    [
      identities.map(({ connectionId }) => connectionId),
      identities.map(({ nativeId }) => nativeId),
      identities.map(({ key }) => key),
      linkKinds,
    ],
  );
  return z.array(rowSchema).parse(rows);
}
