import type pg from 'pg';
import { requirePermission } from '@/lib/access/authorise';
import type { Reach } from '@/lib/domain/access';
import type { ViewContext } from '@/lib/views/view-context';

/** Whose connections a person may see: all of them, or those through which something within their reach was read. */
export interface VisibleConnections {
  reach: Reach;
  /** Null: all. */
  ids: string[] | null;
}

export async function readVisibleConnections({ actor, database }: ViewContext): Promise<VisibleConnections> {
  const reach = requirePermission(actor, 'connections:read');
  if (reach.everything) return { reach, ids: null };
  const { rows } = await database.pool.query<{ id: string }>(
    `SELECT id FROM connection
     WHERE EXISTS (SELECT 1 FROM resource
                   WHERE resource.connection_id = connection.id
                     AND (resource.site = ANY ($1) OR resource.team = ANY ($2)))`,
    [reach.sites, reach.teams],
  );
  return { reach, ids: rows.map(({ id }) => id) };
}

/** Resources present, by connection, as far as the person may see them. No entry: none. */
export async function countResources(pool: pg.Pool, reach: Reach): Promise<Map<string, number>> {
  const { rows } = reach.everything
    ? await pool.query<{ connection_id: string; present: string }>(
        'SELECT connection_id, sum(present) AS present FROM inventory_facet GROUP BY connection_id',
      )
    : await pool.query<{ connection_id: string; present: string }>(
        `SELECT connection_id, count(*) AS present FROM resource
         WHERE gone_at IS NULL AND (site = ANY ($1) OR team = ANY ($2)) GROUP BY connection_id`,
        [reach.sites, reach.teams],
      );
  return new Map(rows.map((row) => [row.connection_id, Number(row.present)]));
}
