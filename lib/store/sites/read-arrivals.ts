import type pg from 'pg';
import { z } from 'zod';
import type { Reach } from '@/lib/domain/access';
import type { ResourceKind } from '@/lib/domain/resource';
import { SqlParameters } from '../inventory/sql-parameters';
import { toSiteCondition } from './site-condition';

/** What a site is made of: neither what comes and goes with the work, nor what is said of it. */
const lastingKinds = [
  'kubernetes-cluster',
  'batch-cluster',
  'edge-site',
  'ml-workspace',
  'compute-instance',
  'instance-group',
  'node-group',
  'cluster-node',
  'edge-node',
  'reservation',
  'network',
  'vpn-connection',
  'vpn-gateway',
  'vpn-tunnel',
  'private-circuit',
  'virtual-interface',
  'circuit-port',
  'transit-gateway',
  'transit-attachment',
  'site-link',
  'model-endpoint',
  'file-system',
  'bucket',
  'storage-account',
  'database',
] as const satisfies ResourceKind[];

/** Resources of one kind that came or went within ten minutes, as one connection told. */
export interface Arrivals {
  what: 'appeared' | 'gone';
  connectionId: string;
  kind: string;
  /** When the first of them did. */
  at: Date;
  count: number;
  /** Of three at most. */
  names: string[];
}

const rowSchema = z.object({
  connectionId: z.string(),
  kind: z.string(),
  at: z.date(),
  count: z.coerce.number(),
  names: z.array(z.string()),
});

const columnOf = { appeared: 'first_seen_at', gone: 'gone_at' } as const;

/** The newest that came to a site, or went from it, at a time or before. */
export async function readArrivals(
  pool: pg.Pool,
  what: Arrivals['what'],
  { site, reach, before, limit }: { site: string; reach: Reach; before: Date; limit: number },
): Promise<Arrivals[]> {
  const column = columnOf[what];
  const parameters = new SqlParameters();
  const within = toSiteCondition(site, reach, parameters);
  const { rows } = await pool.query(
    `select connection_id as "connectionId", kind, min(${column}) as at, count(*) as count,
       (array_agg(name order by name))[1:3] as names
     from resource r where ${column} is not null and kind = any(${parameters.add(lastingKinds, 'text[]')}) and ${within}
     group by connection_id, kind, date_bin('10 minutes', ${column}, '2000-01-01')
     having min(${column}) <= ${parameters.add(before, 'timestamptz')}
     order by at desc, connection_id, kind limit ${parameters.add(limit, 'int')}`,
    parameters.values,
  );
  return z
    .array(rowSchema)
    .parse(rows)
    .map((row) => ({ what, ...row }));
}
