import type pg from 'pg';

/** A present resource by its connection and native id. */
export interface NamedResource {
  id: string;
  name: string;
  site: string;
  /** Null: nobody's. */
  team: string | null;
}

/** Present resources that are named by connection and native id, by `<connection> <native id>`. What is gone is left out. */
export async function readNamedResources(
  pool: Pick<pg.Pool, 'query'>,
  named: readonly { connectionId: string; nativeId: string }[],
): Promise<Map<string, NamedResource>> {
  if (named.length === 0) return new Map();
  const { rows } = await pool.query<NamedResource & { key: string }>(
    `select r.id, r.name, r.site, r.team, r.connection_id || ' ' || r.native_id as key
     from (select distinct * from unnest($1::uuid[], $2::text[]) named(c, n)) named
     join resource r on r.connection_id = c and r.native_id = n and r.gone_at is null`,
    [named.map(({ connectionId }) => connectionId), named.map(({ nativeId }) => nativeId)],
  );
  return new Map(rows.map(({ key, ...resource }) => [key, resource]));
}
