import type pg from 'pg';
import { z } from 'zod';

const editActions = ['site.put', 'site.delete', 'resource.place', 'resource.unplace'] as const;

/** What somebody did about a site. */
export interface SiteEdit {
  sequence: string;
  at: Date;
  actor: string;
  action: (typeof editActions)[number];
  targetLabel: string | null;
  /** Of a placement: where the resource stood, and where it was put. */
  from: string | null;
  to: string | null;
  reason: string | null;
}

const rowSchema = z.object({
  sequence: z.string(),
  at: z.date(),
  actor: z.string(),
  action: z.enum(editActions),
  targetLabel: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  reason: z.string().nullable(),
});

/** The newest edits of a site and placements to or from it, at a time or before, as the audit record has them. */
export async function readSiteEdits(
  pool: pg.Pool,
  site: string,
  { before, limit }: { before: Date; limit: number },
): Promise<SiteEdit[]> {
  const { rows } = await pool.query(
    // Found by their action first: a search by time would go through the whole record.
    `with own as materialized (
       select * from audit_entry where action = any($4) and outcome = 'done')
     select sequence::text, at, actor_label as actor, action, target_label as "targetLabel", detail->>'from' as from,
       detail->>'site' as to, detail->>'reason' as reason
     from own
     where at <= $2 and case when target_kind = 'site' then target_id = $1
       else detail->>'site' = $1 or detail->>'from' = $1 end
     order by at desc, sequence desc limit $3`,
    [site, before, limit, editActions],
  );
  return z.array(rowSchema).parse(rows);
}
