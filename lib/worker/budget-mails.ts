import type { PgBoss } from 'pg-boss';
import { z } from 'zod';
import { serverLog } from '@/lib/access/server-log';
import { sendMail } from '@/lib/access/sign-in/send-mail';
import { maySeeSlice } from '@/lib/commands/cost/budgets/may-see-slice';
import type { Config } from '@/lib/config/config';
import { namePeriod } from '@/lib/domain/cost/budget-period';
import { readAlertById } from '@/lib/store/budgets/alert-store';
import { readBudgetVersions } from '@/lib/store/budgets/budget-store';
import type { Database } from '@/lib/store/database/database';

/** Mails that tell people of an alert, one a person. */
export const budgetMailQueue = 'budget-mail';

/** The alert is committed by then: it is queued before. */
const startAfterSeconds = 10;

const jobSchema = z.strictObject({ alertId: z.uuid(), to: z.email() });

export interface BudgetMailing {
  database: Database;
  smtp: NonNullable<Config['smtp']>;
  /** The address of the console; null: the mail names the budget alone. */
  origin: string | null;
}

/** Makes the queue, or brings the one there is to these settings. */
export async function ensureBudgetMailQueue(boss: PgBoss): Promise<void> {
  const settings = {
    retryLimit: 5,
    retryDelay: 60,
    retryBackoff: true,
    retryDelayMax: 3_600,
    deleteAfterSeconds: 86_400,
  };
  await boss.createQueue(budgetMailQueue, settings);
  await boss.updateQueue(budgetMailQueue, settings);
}

/** Queues a mail to each of the people whom the budget names. */
export async function queueBudgetMails(boss: PgBoss, alertId: string, people: readonly string[]): Promise<void> {
  for (const to of new Set(people))
    await boss.send(budgetMailQueue, { alertId, to }, { startAfter: startAfterSeconds });
}

/**
 * Sends one mail. What was queued for an alert that never came sends none, nor for whoever may no longer sign in or see the
 * costs that the alert tells of.
 */
export async function sendBudgetMail({ database, smtp, origin }: BudgetMailing, job: unknown): Promise<void> {
  const { alertId, to } = jobSchema.parse(job);
  const alert = await readAlertById(database.pool, alertId);
  const person = await database.prisma.person.findFirst({ where: { email: to, disabledAt: null } });
  if (alert === null || person === null) return;
  const versions = await readBudgetVersions(database.pool, alert.budgetId);
  const said = versions.find(({ version }) => version === alert.version);
  if (said === undefined) throw new Error(`The budget of alert ${alertId} lacks version ${alert.version}.`);
  if (!(await maySeeSlice(database.prisma, person.id, said.terms.filters))) {
    serverLog.warn(
      { alertId, personId: person.id },
      'Somebody whom a budget names may not see its costs: no mail is sent.',
    );
    return;
  }
  const { name, currency, period } = said.terms;
  const passed =
    alert.kind === 'actual'
      ? `${alert.threshold} % of the budget is spent`
      : `the budget will be passed with a probability of ${alert.probability} %`;
  const lines = [
    `${name}, ${namePeriod(period, alert.periodStart)}: ${passed}.`,
    '',
    `Budget: ${alert.amount} ${currency}`,
    alert.spent === null
      ? 'Told so far: nothing'
      : `Told so far: ${alert.known.atLeast ? 'at least ' : ''}${alert.spent} ${currency}`,
    ...(alert.known.forecast === null
      ? []
      : [`Expected at the end: about ${Math.round(Number(alert.known.forecast.amount))} ${currency}, an estimate`]),
    `As known at ${alert.asOf.toISOString()}.`,
    ...(origin === null ? [] : ['', `${origin}/cost/budgets/${alert.budgetId}`]),
  ];
  const isSent = await sendMail(smtp, { to, subject: `Budget ${name}: ${passed}`, lines });
  if (!isSent) throw new Error('The mail server did not take the mail of a budget.');
}
