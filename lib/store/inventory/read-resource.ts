import type pg from 'pg';
import { z } from 'zod';
import type { Reach } from '@/lib/domain/access';
import { type ResourceRow, resourceColumns, resourceJoins, resourceRowSchema } from './resource-row';

const detailSchema = resourceRowSchema.extend({ raw: z.json() });

/** A resource with the provider's document as last read; null when there is none within reach. */
export async function readResource(
  pool: pg.Pool,
  id: string,
  reach: Reach,
): Promise<(ResourceRow & { raw: z.infer<typeof detailSchema>['raw'] }) | null> {
  const { rows } = await pool.query(
    `select ${resourceColumns}, d.raw from resource r ${resourceJoins} left join resource_document d on d.resource_id = r.id
     where r.id = $1 and ($2 or r.site = any($3) or r.team = any($4))`,
    [id, reach.everything, reach.everything ? [] : reach.sites, reach.everything ? [] : reach.teams],
  );
  return rows.length === 0 ? null : detailSchema.parse(rows[0]);
}
