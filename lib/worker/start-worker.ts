import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { PgBoss } from 'pg-boss';
import { serverLog } from '@/lib/access/server-log';
import type { CollectionDeployment, Collector } from '@/lib/collect/collector';
import type { Capability } from '@/lib/domain/provider';
import {
  type BudgetMailing,
  budgetMailQueue,
  ensureBudgetMailQueue,
  queueBudgetMails,
  sendBudgetMail,
} from './budget-mails';
import { linkMailQueue, queueLinkMails, sendLinkMail } from './link-mails';
import { jobsQueued, lastScheduled } from './metrics';
import { nowAndThen } from './now-and-then';
import { queueDueCollections } from './queue-due-collections';
import { collectQueue, createQueueSystem, deadQueue, ensureQueues, type QueueTimings } from './queues';
import { recordDeadLetter } from './record-dead-letter';
import { repeatUntil } from './repeat-until';
import { runCollectJob } from './run-collect-job';
import { queueSiteMails, sendSiteMail, siteMailQueue } from './site-mails';
import { ensureTroubleMailQueue } from './trouble-mails';

export interface WorkerTimings extends QueueTimings {
  /** How often due schedules are looked for. */
  tickMs: number;
  leaseTtlMs: number;
  /** How often a free slot looks for more work: notifications speak of new jobs only, not of a backlog or a retry. */
  pollSeconds: number;
  /** How long a stop waits for collections to let go. */
  stopWithinMs: number;
}

export const workerTimings: WorkerTimings = {
  tickMs: 750,
  leaseTtlMs: 30_000,
  heartbeatSeconds: 30,
  superviseSeconds: 10,
  pollSeconds: 1,
  stopWithinMs: 3_500,
};

const repeatErrorsEveryMs = 15_000;

export interface WorkerOptions {
  databaseUrl: string;
  deployment: CollectionDeployment;
  timings?: Partial<WorkerTimings>;
  /** Collections carried out at once. */
  concurrency?: number;
  /** Who collects what. A capability without one is not scheduled by us and dead-lettered when queued. */
  collectors: Partial<Record<Capability, Collector>>;
  /** How people are told of budgets, links and sites by mail; absent: they are not. */
  budgetMailing?: BudgetMailing;
}

export interface Worker {
  /** Stops claiming, cuts short what runs and hands it over, releases leases. Safe to call twice. */
  stop(): Promise<void>;
  /** Has each of the people told by mail of an alert; null: there is no mail. */
  queueBudgetMails: ((alertId: string, people: readonly string[]) => Promise<void>) | null;
  /** Has everybody told by mail who watches links that something happened to; null: there is no mail. */
  queueLinkMails: ((now: Date) => Promise<number>) | null;
  /** Has everybody told by mail who watches a site of which a part fell or is well again; null: there is no mail. */
  queueSiteMails: ((now: Date) => Promise<number>) | null;
}

/** Starts scheduling and collecting. Rejects when the database cannot be reached at all; later outages are ridden out. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const timings = { ...workerTimings, ...options.timings };
  const stopping = new AbortController();
  const boss = createQueueSystem(options.databaseUrl, timings);
  const onError = (error: Error, heldBack: number) =>
    serverLog.warn({ err: error, heldBack }, 'The queue system reports an error.');
  boss.on('error', nowAndThen(repeatErrorsEveryMs, onError));
  boss.on('warning', (warning) => serverLog.warn({ warning }, 'The queue system warns.'));
  try {
    await boss.start();
    await ensureQueues(boss, timings);
    await takeJobs(boss, options, timings, stopping.signal);
    await takeBudgetMails(boss, options);
    await takeTroubleMails(boss, options, linkMailQueue, sendLinkMail);
    await takeTroubleMails(boss, options, siteMailQueue, sendSiteMail);
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined); // half started, it would go on polling
    throw error;
  }
  const scheduling = schedule(options.deployment, boss, timings.tickMs, stopping.signal);

  let stopped: Promise<void> | null = null;
  return {
    queueBudgetMails: options.budgetMailing ? (alertId, people) => queueBudgetMails(boss, alertId, people) : null,
    queueLinkMails: options.budgetMailing ? (now) => queueLinkMails(boss, options.deployment.database, now) : null,
    queueSiteMails: options.budgetMailing ? (now) => queueSiteMails(boss, options.deployment.database, now) : null,
    stop: () => {
      stopped ??= stop(boss, stopping, scheduling, timings.stopWithinMs);
      return stopped;
    },
  };
}

async function takeJobs(
  boss: PgBoss,
  { deployment, collectors, concurrency = 8 }: WorkerOptions,
  timings: WorkerTimings,
  stopping: AbortSignal,
): Promise<void> {
  const { leaseTtlMs, heartbeatSeconds, pollSeconds } = timings;
  const holder = `${hostname()}/${process.pid}/${randomUUID()}`;
  const runner = { deployment, collectors, holder, leaseTtlMs, stopping };
  const polling = { pollingIntervalSeconds: pollSeconds, notifyPollingIntervalSeconds: pollSeconds };
  await boss.work(
    collectQueue,
    {
      ...polling,
      batchSize: 1,
      localConcurrency: concurrency,
      // Only bills are in a group.
      localGroupConcurrency: 1,
      heartbeatRefreshSeconds: heartbeatSeconds / 3,
      perJobResults: true,
    },
    (jobs) => Promise.all(jobs.map((job) => runCollectJob(runner, job))),
  );
  await boss.work(deadQueue, { ...polling, includeMetadata: true }, async (jobs) => {
    for (const job of jobs) await recordDeadLetter(deployment.database, job);
  });
}

async function takeBudgetMails(boss: PgBoss, { budgetMailing }: WorkerOptions): Promise<void> {
  if (budgetMailing === undefined) return;
  await ensureBudgetMailQueue(boss);
  await boss.work(budgetMailQueue, { batchSize: 1 }, async (jobs) => {
    for (const { data } of jobs) await sendBudgetMail(budgetMailing, data);
  });
}

async function takeTroubleMails(
  boss: PgBoss,
  { budgetMailing, deployment }: WorkerOptions,
  queue: string,
  send: (mailing: BudgetMailing, job: unknown, now: Date) => Promise<void>,
): Promise<void> {
  if (budgetMailing === undefined) return;
  await ensureTroubleMailQueue(boss, queue);
  await boss.work(queue, { batchSize: 1 }, async (jobs) => {
    for (const { data } of jobs) await send(budgetMailing, data, deployment.now());
  });
}

function schedule(
  { database }: CollectionDeployment,
  boss: PgBoss,
  everyMs: number,
  signal: AbortSignal,
): Promise<void> {
  const onFailure = (error: unknown) => serverLog.error({ err: error }, 'Due collections cannot be scheduled now.');
  const onRecovery = () => serverLog.info('Due collections are scheduled again.');
  return repeatUntil({ everyMs, signal, onFailure, onRecovery }, async () => {
    jobsQueued.inc(await queueDueCollections(database.pool, boss));
    lastScheduled.setToCurrentTime();
  });
}

async function stop(
  boss: PgBoss,
  stopping: AbortController,
  scheduling: Promise<void>,
  withinMs: number,
): Promise<void> {
  stopping.abort(new Error('The worker is stopping.'));
  await scheduling;
  await boss.stop({ graceful: true, timeout: withinMs });
}
