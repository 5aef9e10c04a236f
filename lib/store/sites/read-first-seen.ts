import type pg from 'pg';
import { z } from 'zod';
import type { Reach } from '@/lib/domain/access';
import { type ProviderId, providerIds } from '@/lib/domain/provider';
import { SqlParameters } from '../inventory/sql-parameters';
import { toSiteCondition } from './site-condition';

const rowSchema = z.object({ at: z.date(), connectionId: z.string(), provider: z.enum(providerIds) });

/** When a resource was first seen of those that stand at a site, or stood there when they went; null: there is none. */
export async function readFirstSeen(
  pool: pg.Pool,
  site: string,
  reach: Reach,
): Promise<{ at: Date; connectionId: string; provider: ProviderId } | null> {
  const parameters = new SqlParameters();
  const { rows } = await pool.query(
    `select first_seen_at as at, connection_id as "connectionId", provider from resource r
     where ${toSiteCondition(site, reach, parameters)} order by first_seen_at limit 1`,
    parameters.values,
  );
  return rows[0] === undefined ? null : rowSchema.parse(rows[0]);
}
