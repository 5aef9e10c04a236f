import type pg from 'pg';
import { z } from 'zod';
import type { Reach } from '@/lib/domain/access';
import { type ResourceKind, resourceKinds } from '@/lib/domain/resource';
import { toReachCondition } from './reach-sql';
import { SqlParameters } from './sql-parameters';

/** A scope of which most vanished, or all, in one listing, and whose resources are kept until a second one agrees. */
export interface HeldScope {
  connectionId: string;
  account: string;
  region: string;
  kind: ResourceKind;
  heldAt: Date;
  /** Resources kept, within the reach asked for; they were not in the read. */
  resources: number;
}

const rowSchema = z.object({
  connectionId: z.string(),
  account: z.string(),
  region: z.string(),
  kind: z.enum(resourceKinds),
  heldAt: z.date(),
  resources: z.coerce.number(),
});

/** Every vanishing within a reach that waits for a second read, oldest first. */
export async function readHeldScopes(pool: pg.Pool, reach: Reach): Promise<HeldScope[]> {
  const parameters = new SqlParameters();
  const within = toReachCondition(reach, parameters);
  const { rows } = await pool.query(
    `select s.connection_id as "connectionId", s.account, s.region, s.kind, s.vanish_held_at as "heldAt",
       count(*) as resources
     from inventory_scope s
     join resource r on r.connection_id = s.connection_id and r.account = s.account and r.scope_region = s.region
       and r.kind = s.kind and r.gone_at is null and r.last_seen_at < s.vanish_held_at
     where s.vanish_held_at is not null ${within === null ? '' : `and ${within}`}
     group by s.connection_id, s.account, s.region, s.kind
     order by s.vanish_held_at, s.account, s.region, s.kind`,
    parameters.values,
  );
  return z.array(rowSchema).parse(rows);
}
