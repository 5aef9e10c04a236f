import type { PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { Reach } from '@/lib/domain/access';
import { type FallenStatus, fallenStatuses, toGravity } from '@/lib/domain/site/site-trouble';
import type { Database } from '@/lib/store/database/database';
import { readTold, toToldKey } from '@/lib/store/mails/told-mails';
import { readOpenStretches } from '@/lib/store/sites/site-stretches';
import { readSiteTrouble, readTellableSiteTroubles, type StoredSiteTrouble } from '@/lib/store/sites/site-troubles';
import { readSiteWatches, type StoredSiteWatch } from '@/lib/store/sites/site-watches';
import { partTitles } from '@/lib/views/sites/timeline/to-events';
import type { BudgetMailing } from './budget-mails';
import { isOver, queueTroubleMail, readMailReach, sendTroubleMail, toTellableTimes } from './trouble-mails';

/** Mails that tell people of the troubles of sites they watch. */
export const siteMailQueue = 'site-mail';

const moments = [...fallenStatuses, 'end'] as const;
type Moment = (typeof moments)[number];
const jobSchema = z.strictObject({ troubleId: z.uuid(), personId: z.uuid(), moment: z.enum(moments) });
type SiteMailJob = z.infer<typeof jobSchema>;

/**
 * Queues the mails that are due to everybody who watches a site and may see all of it: of each trouble once, again only where
 * it came to be graver than they were told, and of the end of each they were told of. Gives how many.
 */
export async function queueSiteMails(boss: PgBoss, database: Database, now: Date): Promise<number> {
  const { pool } = database;
  const watches = await readSiteWatches(pool);
  if (watches.length === 0) return 0;
  const sites = [...new Set(watches.map(({ site }) => site))];
  const troubles = await readTellableSiteTroubles(pool, sites, toTellableTimes(now));
  if (troubles.length === 0) return 0;
  const ids = troubles.map(({ id }) => id);
  const told = await readTold(pool, 'site_mail', ids);
  let queued = 0;
  for (const [personId, own] of Map.groupBy(watches, (watch) => watch.personId)) {
    const due = own.flatMap((watch) =>
      troubles.flatMap((trouble): { job: SiteMailJob; site: string }[] => {
        const wasTold = (moment: Moment) => told.has(toToldKey({ troubleId: trouble.id, personId, moment }));
        const moment = toMoment(trouble, watch, wasTold);
        return moment === null ? [] : [{ job: { troubleId: trouble.id, personId, moment }, site: trouble.site }];
      }),
    );
    if (due.length === 0) continue;
    const reach = await readMailReach(database, personId);
    for (const { job, site } of due)
      if (seesAll(reach, site) && (await queueTroubleMail(boss, siteMailQueue, job))) queued += 1;
  }
  return queued;
}

/**
 * Sends one mail, once however often it is queued: what was told already, is no longer watched or no longer within the
 * person's reach sends none, nor does what is over or better meanwhile, or the end of what fell again or is no longer there.
 */
export async function sendSiteMail({ database, smtp, origin }: BudgetMailing, job: unknown, now: Date): Promise<void> {
  const { troubleId, personId, moment } = jobSchema.parse(job);
  const { pool, prisma } = database;
  const trouble = await readSiteTrouble(pool, troubleId);
  if (trouble === null || !(await isStill(database, trouble, moment, now))) return;
  const watch = (await readSiteWatches(pool, personId)).find(({ site }) => site === trouble.site);
  if (watch === undefined || !seesAll(await readMailReach(database, personId), trouble.site)) return;
  const told = await readTold(pool, 'site_mail', [troubleId]);
  const wasTold = (which: Moment) => told.has(toToldKey({ troubleId, personId, moment: which }));
  if (toMoment(trouble, watch, wasTold) !== moment) return;
  const described = await prisma.site.findUnique({ where: { name: trouble.site } });
  await sendTroubleMail(
    { database, smtp },
    { troubleId, personId, moment, table: 'site_mail', at: now },
    { to: watch.email, ...toMail(trouble, moment, { title: described?.title ?? trouble.site, origin }) },
  );
}

/** What somebody is to be told of a trouble now; null: nothing. */
function toMoment(
  { site, part, status, statusSince, closedAt }: StoredSiteTrouble,
  watch: StoredSiteWatch,
  wasTold: (moment: Moment) => boolean,
): Moment | null {
  if (watch.site !== site || !watch.parts.includes(part)) return null;
  if (closedAt !== null) return !wasTold('end') && fallenStatuses.some(wasTold) ? 'end' : null;
  const isMeant = watch.statuses.includes(status) && statusSince >= watch.createdAt;
  const isNews = fallenStatuses.every((one) => toGravity(one) < toGravity(status) || !wasTold(one));
  return isMeant && isNews ? status : null;
}

/** Whether what a mail is to tell still holds. */
async function isStill({ pool }: Database, trouble: StoredSiteTrouble, moment: Moment, now: Date): Promise<boolean> {
  if (moment !== 'end') return trouble.closedAt === null && trouble.status === moment;
  if (!isOver(trouble, now)) return false;
  // That a part is no longer there is no good news of it.
  const stretches = await readOpenStretches(pool, trouble.site);
  const stands = stretches.find(({ kind, subject }) => kind === 'health' && subject === trouble.part);
  return stands !== undefined && toGravity(stands.value) === 0;
}

/** The health of a part is told to those who may see all that stands at its site. */
function seesAll(reach: Reach | null, site: string): boolean {
  return reach !== null && (reach.everything || reach.sites.includes(site));
}

const statusWords: Record<FallenStatus, string> = {
  critical: 'critical',
  unknown: 'in no known state',
  warning: 'warning',
};

function toMail(
  { site, part, openedAt, statusSince, closedAt, reason }: StoredSiteTrouble,
  moment: Moment,
  { title, origin }: { title: string; origin: string | null },
): { subject: string; lines: string[] } {
  const says = moment === 'end' ? 'well again' : statusWords[moment];
  const subject = `${title}: ${partTitles[part]} ${says}`;
  const lines = [
    `${subject}.`,
    '',
    `Since: ${(moment === 'end' ? openedAt : statusSince).toISOString()}`,
    ...(closedAt === null || moment !== 'end'
      ? []
      : [`Until: ${closedAt.toISOString()}, and nothing since for an hour`]),
    `${moment === 'end' ? 'Last seen of it' : 'Seen of it'}: ${reason ?? 'nothing that says why'}`,
    ...(origin === null ? [] : ['', `${origin}/sites/${encodeURIComponent(site)}`]),
  ];
  return { subject, lines };
}
