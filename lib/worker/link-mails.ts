import type { PgBoss } from 'pg-boss';
import { z } from 'zod';
import { reachOf } from '@/lib/access/authorise';
import { readPersonActor } from '@/lib/access/grants/read-person-actor';
import { sendMail } from '@/lib/access/sign-in/send-mail';
import type { Database } from '@/lib/store/database/database';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import {
  noteTold,
  readTellableTroubles,
  readTold,
  readTrouble,
  readWatches,
  type StoredWatch,
  type TellableTrouble,
} from '@/lib/store/links/link-watches';
import { type LinkNet, readLinkNet, type StandingLink } from '@/lib/views/links/link-net';
import { isVisible } from '@/lib/views/links/visible-links';
import type { BudgetMailing } from './budget-mails';

/** Mails that tell people of the troubles of links they watch. */
export const linkMailQueue = 'link-mail';

/** A trouble within an hour of another's end is the same: only then is it over for good, and told so once. */
const overAfterMs = 3_600_000;
/** Of what is older nobody is told any more: no mail went out for a day. */
const toldWithinMs = 86_400_000;

const jobSchema = z.strictObject({ troubleId: z.uuid(), personId: z.uuid(), moment: z.enum(['begin', 'end']) });
type LinkMailJob = z.infer<typeof jobSchema>;

/** Makes the queue, or brings the one there is to these settings. */
export async function ensureLinkMailQueue(boss: PgBoss): Promise<void> {
  const settings = {
    retryLimit: 5,
    retryDelay: 60,
    retryBackoff: true,
    retryDelayMax: 3_600,
    deleteAfterSeconds: 86_400,
  };
  await boss.createQueue(linkMailQueue, { policy: 'exclusive', ...settings });
  await boss.updateQueue(linkMailQueue, settings);
}

/**
 * Queues the mails that are due: to everybody who watches a link and may see it, of each trouble that began since they watch
 * it, and of the end of each they were told of. Gives how many.
 */
export async function queueLinkMails(boss: PgBoss, database: Database, now: Date): Promise<number> {
  const { pool } = database;
  const watches = await readWatches(pool);
  if (watches.length === 0) return 0;
  const since = new Date(now.getTime() - toldWithinMs - overAfterMs);
  const troubles = await readTellableTroubles(pool, { since, overBefore: new Date(now.getTime() - overAfterMs) });
  if (troubles.length === 0) return 0;
  const told = await readTold(
    pool,
    troubles.map(({ id }) => id),
  );
  const net = await readLinkNet(database, await readCollectionState(pool, now), now);
  const linkOf = indexLinks(net);
  let queued = 0;
  for (const [personId, own] of Map.groupBy(watches, (watch) => watch.personId)) {
    const due = troubles.flatMap((trouble): LinkMailJob[] => {
      const moment = trouble.closedAt === null ? 'begin' : 'end';
      const wasTold = (which: 'begin' | 'end') => told.has(`${trouble.id} ${personId} ${which}`);
      if (wasTold(moment) || (moment === 'end' && !wasTold('begin'))) return [];
      return own.some((watch) => isMeant(watch, trouble, linkOf(trouble), net))
        ? [{ troubleId: trouble.id, personId, moment }]
        : [];
    });
    if (due.length === 0) continue;
    const reach = await readReach(database, personId);
    for (const job of due) {
      const link = linkOf(troubles.find(({ id }) => id === job.troubleId));
      if (reach === null || link === undefined || !isVisible(link, reach)) continue;
      const singletonKey = `${job.troubleId} ${job.personId} ${job.moment}`;
      if ((await boss.send(linkMailQueue, job, { singletonKey })) !== null) queued += 1;
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
  const reach = await readReach(database, personId);
  if (first === undefined || link === undefined || reach === null || !isVisible(link, reach)) return;
  if (!own.some((watch) => isMeant(watch, trouble, link, net))) return;
  // Another trouble of it may go on; one that fell itself has lost no spares any more, and has none either.
  if (moment === 'end' && goneWhenDown.has(trouble.kind) && link.standing.state === 'down') return;
  const { subject, lines } = toMail(trouble, moment, link, origin);
  await inTransaction(pool, async (client) => {
    if (!(await noteTold(client, { troubleId, personId, moment, at: now }))) return;
    if (!(await sendMail(smtp, { to: first.email, subject, lines })))
      throw new Error('The mail server did not take the mail of a link.');
  });
}

/** Whether what a mail is to tell still holds: one that waited may not tell as present what is over, nor an end that was none. */
function isStill({ closedAt }: TellableTrouble, moment: 'begin' | 'end', now: Date): boolean {
  if (moment === 'begin') return closedAt === null;
  return closedAt !== null && now.getTime() - closedAt.getTime() >= overAfterMs;
}

async function readReach({ prisma }: Database, personId: string) {
  const actor = await readPersonActor(prisma, personId);
  return actor === null ? null : reachOf(actor, 'inventory:read');
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

/** Whether a watch is of a link and began before its trouble did; whoever watches a whole watches its parts. */
function isMeant(
  { subject, target, createdAt }: StoredWatch,
  { openedAt }: TellableTrouble,
  one: StandingLink | undefined,
  { links }: LinkNet,
): boolean {
  if (one === undefined || openedAt < createdAt) return false;
  if (subject === 'all') return true;
  const { link } = one;
  const whole = link.parent === null ? undefined : links.get(link.parent)?.link;
  const wholes = whole === undefined ? [link] : [link, whole];
  if (subject === 'site') return wholes.some(({ near, far }) => near.site === target || far.site === target);
  return wholes.some(({ id, told }) => id === target || told.some((each) => each.id === target));
}

/** Troubles whose end is no good news of a link that is down. */
const goneWhenDown: ReadonlySet<string> = new Set(['down', 'spares-lost']);

const beginWords: Record<string, string> = {
  down: 'is down',
  flapping: 'comes and goes',
  degraded: 'is worse than usual',
  'spares-lost': 'has lost its spares',
};
const endWords: Record<string, string> = {
  down: 'is no longer down',
  flapping: 'stands still again',
  degraded: 'is as usual again',
  'spares-lost': 'has a spare again',
};

function toMail(
  { kind, openedAt, closedAt, cause }: TellableTrouble,
  moment: 'begin' | 'end',
  { link, verdict }: StandingLink,
  origin: string | null,
): { subject: string; lines: string[] } {
  const says = (moment === 'begin' ? beginWords : endWords)[kind] ?? `has a trouble: ${kind}`;
  const subject = `Link ${link.told[0].facts.name} ${says}`;
  const ends = [link.near, link.far].map(({ site, label }) => site ?? label ?? 'a place that is not known');
  const lines = [
    `${subject}.`,
    '',
    `Between: ${ends.join(' and ')}`,
    `Since: ${openedAt.toISOString()}`,
    ...(closedAt === null || moment === 'begin'
      ? []
      : [`Until: ${closedAt.toISOString()}, and nothing since for an hour`]),
    `Cause: ${cause ?? 'its source gives none'}`,
    ...(moment === 'begin' && verdict.finding === 'down' ? ['Nothing stands in for it.'] : []),
    ...(origin === null ? [] : ['', `${origin}/links/${encodeURIComponent(link.id)}`]),
  ];
  return { subject, lines };
}
