import type pg from 'pg';
import type { PgBoss } from 'pg-boss';
import { inTransaction } from '@/lib/store/database/in-transaction';
import { claimDueSchedules, clearRequest, type DueSchedule } from '@/lib/store/schedules/claim-due-schedules';
import { dueAgainSoon } from '@/lib/store/schedules/move-schedule';
import { billsGroup, type CollectJob, collectQueue, toJobKey } from './queues';

const batchSize = 100;

/**
 * Queues a job for every schedule that is due or asked for, claim and jobs in one transaction: both happen or neither.
 * One that is queued or running already gets no second job: what is due then may be a change that the run under way has
 * not read, so it stays due, and a person's request stays, until a job can be queued.
 */
export async function queueDueCollections(pool: pg.Pool, boss: PgBoss): Promise<number> {
  return inTransaction(pool, async (client) => {
    const due = await claimDueSchedules(client, batchSize);
    let queued = 0;
    for (const schedule of due) {
      const jobId = await queueOne(client, boss, schedule);
      if (jobId === null) {
        await dueAgainSoon(client, schedule);
        continue;
      }
      queued += 1;
      if (schedule.requested) await clearRequest(client, schedule);
    }
    return queued;
  });
}

async function queueOne(client: pg.PoolClient, boss: PgBoss, schedule: DueSchedule): Promise<string | null> {
  const job: CollectJob = {
    connectionId: schedule.connectionId,
    capability: schedule.capability,
    claimedAt: schedule.claimedAt.toISOString(),
  };
  return boss.send(collectQueue, job, {
    singletonKey: toJobKey(schedule),
    priority: schedule.requested ? 10 : 0,
    ...(schedule.capability === 'cost' ? { group: { id: billsGroup } } : {}),
    db: { executeSql: (text, values) => client.query(text, values) },
  });
}
