import type pg from 'pg';
import { z } from 'zod';
import { type ResourceKind, resourceKinds } from '@/lib/domain/resource';

/** A scope of which most vanished in one complete read, and whose resources are kept until a second agrees. */
export interface HeldScope {
  connectionId: string;
  account: string;
  region: string;
  kind: ResourceKind;
  heldAt: Date;
  /** Resources kept; they were not in the read. */
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

/** Every vanishing that waits for a second read, oldest first. */
export async function readHeldScopes(pool: pg.Pool): Promise<HeldScope[]> {
  const { rows } = await pool.query(
    `select s.connection_id as "connectionId", s.account, s.region, s.kind, s.vanish_held_at as "heldAt",
       (select count(*) from resource r where r.connection_id = s.connection_id and r.account = s.account
          and r.scope_region = s.region and r.kind = s.kind and r.gone_at is null and r.last_seen_at is not null) as resources
     from inventory_scope s where s.vanish_held_at is not null order by s.vanish_held_at, s.account, s.region, s.kind`,
  );
  return z.array(rowSchema).parse(rows);
}
