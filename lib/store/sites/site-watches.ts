import type pg from 'pg';
import { z } from 'zod';
import { siteParts } from '@/lib/domain/site/site-part';
import { fallenStatuses } from '@/lib/domain/site/site-trouble';

const watchSchema = z.object({
  personId: z.string(),
  email: z.string(),
  site: z.string(),
  parts: z.array(z.enum(siteParts)),
  statuses: z.array(z.enum(fallenStatuses)),
  createdAt: z.date(),
});
/** What a person watches of a site who may sign in. */
export type StoredSiteWatch = z.infer<typeof watchSchema>;

/** Every watch of people who may sign in; of one person where one is named. */
export async function readSiteWatches(pool: pg.Pool, personId: string | null = null): Promise<StoredSiteWatch[]> {
  const { rows } = await pool.query(
    `select w.person_id as "personId", p.email, w.site, w.parts, w.statuses, w.created_at as "createdAt"
     from site_watch w join person p on p.id = w.person_id
     where p.disabled_at is null and ($1::uuid is null or w.person_id = $1) order by w.person_id, w.site`,
    [personId],
  );
  return z.array(watchSchema).parse(rows);
}
