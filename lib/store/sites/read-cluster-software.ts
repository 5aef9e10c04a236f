import type pg from 'pg';
import { z } from 'zod';
import type { ResourceKind } from '@/lib/domain/resource';
import type { SoftwareFacts } from '@/lib/domain/site/software';
import { toStoredSoftware } from '../inventory/stored-software';

/** What runs software of its own beside the machines. */
const clusterKinds = [
  'kubernetes-cluster',
  'batch-cluster',
  'edge-site',
  'node-group',
] as const satisfies ResourceKind[];

const rowSchema = z.object({ id: z.string(), site: z.string(), name: z.string(), software: z.unknown() });

/** The software of all clusters, pools and edge sites there are, by the site they stand at. */
export async function readClusterSoftware(
  pool: pg.Pool,
): Promise<{ id: string; site: string; name: string; software: SoftwareFacts[] }[]> {
  const { rows } = await pool.query(
    `select id, site, name, software from resource
     where gone_at is null and software is not null and kind collate "C" = any($1) order by id`,
    [clusterKinds],
  );
  return rows.map((row) => {
    const { software, ...rest } = rowSchema.parse(row);
    return { ...rest, software: toStoredSoftware(software) ?? [] };
  });
}
