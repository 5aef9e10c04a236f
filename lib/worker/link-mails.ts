import type { PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { Reach } from '@/lib/domain/access';
import type { Database } from '@/lib/store/database/database';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import {
  readTellableTroubles,
  readTrouble,
  readWatches,
  type StoredWatch,
  type TellableTrouble,
} from '@/lib/store/links/link-watches';
import { readTold, toToldKey } from '@/lib/store/mails/told-mails';
import { type LinkNet, readLinkNet, type StandingLink } from '@/lib/views/links/link-net';
import { isVisible } from '@/lib/views/links/visible-links';
import type { BudgetMailing } from './budget-mails';
import { toLinkMail, toUnlisted } from './link-mail-text';
import { isOver, queueTroubleMail, readMailReach, sendTroubleMail, toTellableTimes } from './trouble-mails';

/** Mails that tell people of the troubles of links they watch. */
export const linkMailQueue = 'link-mail';

const jobSchema = z.strictObject({ troubleId: z.uuid(), personId: z.uuid(), moment: z.enum(['begin', 'end']) });
type LinkMailJob = z.infer<typeof jobSchema>;

/**
 * Queues the mails that are due: to everybody who watches a link and may see it, of each trouble that began since they watch
 * it, and of the end of each they were told of. Gives how many.
 */
export async function queueLinkMails(boss: PgBoss, database: Database, now: Date): Promise<number> {
  const { pool } = database;
  const watches = await readWatches(pool);
  if (watches.length === 0) return 0;
  const troubles = await readTellableTroubles(pool, toTellableTimes(now));
  if (troubles.length === 0) return 0;
  const told = await readTold(
    pool,
    'link_mail',
    troubles.map(({ id }) => id),
  );
  const net = await readLinkNet(database, await readCollectionState(pool, now), now);
  const linkOf = indexLinks(net);
  let queued = 0;
  for (const [personId, own] of Map.groupBy(watches, (watch) => watch.personId)) {
    const due = troubles.flatMap((trouble): LinkMailJob[] => {
      const moment = trouble.closedAt === null ? 'begin' : 'end';
      const wasTold = (which: 'begin' | 'end') =>
        told.has(toToldKey({ troubleId: trouble.id, personId, moment: which }));
      if (wasTold(moment) || (moment === 'end' && !wasTold('begin'))) return [];
      return own.some((watch) => isMeant(watch, trouble, linkOf(trouble), net))
        ? [{ troubleId: trouble.id, personId, moment }]
        : [];
    });
    if (due.length === 0) continue;
    const reach = await readMailReach(database, personId);
    for (const job of due) {
      const trouble = troubles.find(({ id }) => id === job.troubleId);
      if (reach === null || trouble === undefined || !isWithin(reach, trouble, linkOf(trouble))) continue;
      if (await queueTroubleMail(boss, linkMailQueue, job)) queued += 1;
    }
  }
  return queued;
}

/**
 * Sends one mail, once however often it is queued: what was told already, is no longer watched or no longer within the
 * person's reach sends none, nor does a begin of what is over meanwhile, or the end of what fell again.
 */
export async function sendLinkMail({ database, smtp, origin }: BudgetMailing, job: unknown, now: Date): Promise<void> {
  const { troubleId, personId, moment } = jobSchema.parse(job);
  const { pool } = database;
  const trouble = await readTrouble(pool, troubleId);
  if (trouble === null || !isStill(trouble, moment, now)) return;
  const net = await readLinkNet(database, await readCollectionState(pool, now), now);
  const link = indexLinks(net)(trouble);
  const own = await readWatches(pool, personId);
  const [first] = own;
  const reach = await readMailReach(database, personId);
  if (first === undefined || reach === null || !isWithin(reach, trouble, link)) return;
  if (!own.some((watch) => isMeant(watch, trouble, link, net))) return;
  // Another trouble of it may go on; one that fell itself has lost no spares any more, and has none either.
  if (moment === 'end' && goneWhenDown.has(trouble.kind) && link?.standing.state === 'down') return;
  const { subject, lines } = toLinkMail(trouble, moment, link, origin);
  const told = { troubleId, personId, moment, table: 'link_mail', at: now } as const;
  await sendTroubleMail({ database, smtp }, told, { to: first.email, subject, lines });
}

/** Whether what a mail is to tell still holds: one that waited may not tell as present what is over, nor an end that was none. */
function isStill(trouble: TellableTrouble, moment: 'begin' | 'end', now: Date): boolean {
  return moment === 'begin' ? trouble.closedAt === null : trouble.endedBy !== 'joined' && isOver(trouble, now);
}

/** Finds the link that a trouble is of, by whichever of its tellers names it. */
function indexLinks({ links }: LinkNet): (trouble: TellableTrouble | undefined) => StandingLink | undefined {
  const byName = new Map(
    [...links.values()].flatMap((one) =>
      one.link.told.map(({ resource, facts }): [string, StandingLink] => [
        `${resource.connectionId} ${resource.nativeId} ${facts.key}`,
        one,
      ]),
    ),
  );
  return (trouble) => trouble && byName.get(`${trouble.connectionId} ${trouble.nativeId} ${trouble.key}`);
}

/** Whether a link is within a reach: as it is listed, or as it was when it no longer is. */
function isWithin(reach: Reach, trouble: TellableTrouble, one: StandingLink | undefined): boolean {
  if (one !== undefined) return isVisible(one, reach);
  const was = toUnlisted(trouble);
  if (was === null) return false;
  const { sites, teams } = was.within;
  return (
    reach.everything ||
    sites.some((site) => reach.sites.includes(site)) ||
    teams.some((team) => reach.teams.includes(team))
  );
}

/** Whether a watch is of a link and began before its trouble did; whoever watches a whole watches its parts. */
function isMeant(
  { subject, target, createdAt }: StoredWatch,
  trouble: TellableTrouble,
  one: StandingLink | undefined,
  { links }: LinkNet,
): boolean {
  const was = toUnlisted(trouble);
  if ((one === undefined && was === null) || trouble.openedAt < createdAt) return false;
  if (subject === 'all') return true;
  if (one === undefined) return (subject === 'site' ? was?.sites : was?.ids)?.includes(target) ?? false;
  const { link } = one;
  const whole = link.parent === null ? undefined : links.get(link.parent)?.link;
  const wholes = whole === undefined ? [link] : [link, whole];
  if (subject === 'site') return wholes.some(({ near, far }) => near.site === target || far.site === target);
  return wholes.some(({ id, told }) => id === target || told.some((each) => each.id === target));
}

/** Troubles whose end is no good news of a link that is down. */
const goneWhenDown: ReadonlySet<string> = new Set(['down', 'spares-lost']);
