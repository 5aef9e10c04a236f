import type pg from 'pg';
import { z } from 'zod';
import type { Reach } from '@/lib/domain/access';
import { type ProviderId, providerIds } from '@/lib/domain/provider';
import type { SoftwareFacts } from '@/lib/domain/site/software';
import { SqlParameters } from '../inventory/sql-parameters';
import { toStoredSoftware } from '../inventory/stored-software';
import { toSiteCondition } from './site-condition';

/** A present resource with the software it runs. */
export interface SoftwareRow {
  id: string;
  connectionId: string;
  provider: ProviderId;
  kind: string;
  name: string;
  account: string;
  region: string;
  /** When it was last seen by a read. */
  seenAt: Date;
  software: SoftwareFacts[];
}

const rowSchema = z.object({
  id: z.string(),
  connectionId: z.string(),
  provider: z.enum(providerIds),
  kind: z.string(),
  name: z.string(),
  account: z.string(),
  region: z.string(),
  seenAt: z.date(),
  software: z.unknown(),
});

/** What the resources that stand at a site run, as far as their sources told. */
export async function readSiteSoftware(pool: pg.Pool, site: string, reach: Reach): Promise<SoftwareRow[]> {
  const parameters = new SqlParameters();
  const { rows } = await pool.query(
    `select r.id, r.connection_id as "connectionId", r.provider, r.kind, r.name, r.account, r.region, r.software,
       coalesce(r.last_seen_at, s.last_read_at, r.changed_at) as "seenAt"
     from resource r left join inventory_scope s on s.connection_id = r.connection_id and s.account = r.account
       and s.region = r.scope_region and s.kind = r.kind
     where r.gone_at is null and r.software is not null and ${toSiteCondition(site, reach, parameters)}
     order by r.id`,
    parameters.values,
  );
  return rows.map((row) => {
    const { software, ...rest } = rowSchema.parse(row);
    return { ...rest, software: toStoredSoftware(software) ?? [] };
  });
}
