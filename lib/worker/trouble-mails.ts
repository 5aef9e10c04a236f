import type { PgBoss } from 'pg-boss';
import { reachOf } from '@/lib/access/authorise';
import { readPersonActor } from '@/lib/access/grants/read-person-actor';
import { sendMail } from '@/lib/access/sign-in/send-mail';
import type { Reach } from '@/lib/domain/access';
import type { Database } from '@/lib/store/database/database';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { noteTold, type Told, type ToldTable, toToldKey } from '@/lib/store/mails/told-mails';
import type { BudgetMailing } from './budget-mails';

/** A trouble within an hour of another's end is the same: only then is it over for good, and told so once. */
export const overAfterMs = 3_600_000;
/** Of what is older nobody is told any more: no mail went out for a day. */
const toldWithinMs = 86_400_000;

/** Of which times there may be troubles that nobody was told of yet. */
export function toTellableTimes(now: Date): { since: Date; overBefore: Date } {
  return {
    since: new Date(now.getTime() - toldWithinMs - overAfterMs),
    overBefore: new Date(now.getTime() - overAfterMs),
  };
}

/** Whether a trouble has been over so long that it is over for good. */
export function isOver({ closedAt }: { closedAt: Date | null }, now: Date): boolean {
  return closedAt !== null && now.getTime() - closedAt.getTime() >= overAfterMs;
}

/** Makes the queue, or brings the one there is to these settings: of what is queued twice one is kept. */
export async function ensureTroubleMailQueue(boss: PgBoss, queue: string): Promise<void> {
  const settings = {
    retryLimit: 5,
    retryDelay: 60,
    retryBackoff: true,
    retryDelayMax: 3_600,
    deleteAfterSeconds: 86_400,
  };
  await boss.createQueue(queue, { policy: 'exclusive', ...settings });
  await boss.updateQueue(queue, settings);
}

/** Queues a mail; false: it is queued already. */
export async function queueTroubleMail(boss: PgBoss, queue: string, job: Told): Promise<boolean> {
  return (await boss.send(queue, job, { singletonKey: toToldKey(job) })) !== null;
}

/** What a person may see who is told by mail; null: nothing any more. */
export async function readMailReach({ prisma }: Database, personId: string): Promise<Reach | null> {
  const actor = await readPersonActor(prisma, personId);
  return actor === null ? null : reachOf(actor, 'inventory:read');
}

/** Sends a mail once, however many workers try: none where the person was told already. Throws where the server takes none. */
export async function sendTroubleMail(
  { database, smtp }: Pick<BudgetMailing, 'database' | 'smtp'>,
  told: Told & { table: ToldTable; at: Date },
  mail: { to: string; subject: string; lines: string[] },
): Promise<void> {
  await inTransaction(database.pool, async (client) => {
    if (!(await noteTold(client, told.table, told, told.at))) return;
    if (!(await sendMail(smtp, mail))) throw new Error('The mail server did not take the mail of a trouble.');
  });
}
