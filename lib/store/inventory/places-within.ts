import type pg from 'pg';
import type { Reach } from '@/lib/domain/access';

/** The accounts, by connection, where something present stands within a bounded reach. No entry: nothing there. */
export async function readPlacesWithin(
  pool: pg.Pool,
  { sites, teams }: Extract<Reach, { everything: false }>,
): Promise<Map<string, Set<string>>> {
  const { rows } = await pool.query<{ connection_id: string; account: string }>(
    `select f.connection_id, f.account from (select distinct connection_id, account from inventory_facet) f
     where exists (select from resource r where r.connection_id = f.connection_id and r.account = f.account
       and r.gone_at is null and (r.site = any($1) or r.team = any($2)))`,
    [sites, teams],
  );
  const places = new Map<string, Set<string>>();
  for (const { connection_id, account } of rows)
    places.set(connection_id, (places.get(connection_id) ?? new Set()).add(account));
  return places;
}
