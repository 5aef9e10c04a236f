import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { serverLog } from '@/lib/access/server-log';
import { type PassedThreshold, raiseBudgetAlert } from '@/lib/commands/cost/budgets/raise-budget-alerts';
import { readBudgets, readBudgetVersions, type StoredBudget } from '@/lib/store/budgets/budget-store';
import { readLedgerState } from '@/lib/store/budgets/ledger-state';
import type { Database } from '@/lib/store/database/database';
import { acquireLease } from '@/lib/store/leases/acquire-lease';
import { keepLease } from '@/lib/store/leases/keep-lease';
import { releaseLease } from '@/lib/store/leases/release-lease';
import { findPassed } from '@/lib/views/cost/budgets/find-passed';
import type { openCostLedger } from '@/lib/views/cost/cost-ledger';
import { workerActor } from './worker-actor';

const leaseName = 'upkeep:cost-budgets';
const leaseTtlMs = 60_000;

export interface BudgetUpkeep {
  now: () => Date;
  stopping: AbortSignal;
  /** Has an alert mailed to people; null: there is no mail. */
  queueMails: ((alertId: string, people: readonly string[]) => Promise<void>) | null;
  openLedger?: typeof openCostLedger;
}

/**
 * Judges every budget once whenever the ledger knows something new, a budget changed, or a day began, and raises what was
 * passed. Of all workers one does it at a time; done twice it raises nothing twice. A budget that cannot be judged does not
 * hold up the others; what went wrong first is thrown at the end, and all are judged again.
 */
export function createBudgetUpkeep(database: Database, upkeep: BudgetUpkeep): () => Promise<number | null> {
  const { pool } = database;
  let judged: string | null = null;
  return async () => {
    const budgets = await readBudgets(pool);
    const versions = budgets.map(({ id, version }) => `${id} ${version}`).join();
    const state = `${await readLedgerState(pool)} ${versions} ${upkeep.now().toISOString().slice(0, 10)}`;
    if (budgets.length === 0 || state === judged) return 0;
    const holder = `${hostname()}/${process.pid}/${randomUUID()}`;
    const lease = await acquireLease(pool, { name: leaseName, holder, ttlMs: leaseTtlMs });
    if (lease === null) return null;
    const kept = keepLease(pool, lease, leaseTtlMs);
    try {
      const isOver = () => upkeep.stopping.aborted || kept.signal.aborted;
      const raised = await judgeAll(database, budgets, upkeep, isOver);
      if (!isOver()) judged = state;
      return raised;
    } finally {
      await kept.stop();
      await releaseLease(pool, lease);
    }
  };
}

async function judgeAll(
  database: Database,
  budgets: readonly StoredBudget[],
  { now, queueMails, openLedger }: BudgetUpkeep,
  isOver: () => boolean,
): Promise<number> {
  const faults: unknown[] = [];
  let raised = 0;
  for (const budget of budgets) {
    if (isOver()) break;
    const at = now();
    const context = { actor: workerActor, database, now: at, requestId: randomUUID() };
    try {
      const versions = await readBudgetVersions(database.pool, budget.id);
      const passed: PassedThreshold[] = await findPassed(database, budget, versions, at, openLedger);
      const { owner, notify } = budget.terms;
      const people = owner === null ? notify : [owner, ...notify];
      const queueMail = queueMails && ((alertId: string) => queueMails(alertId, people));
      for (const one of passed) if ((await raiseBudgetAlert(context, one, queueMail)) !== null) raised += 1;
    } catch (error) {
      faults.push(error);
    }
  }
  if (raised > 0) serverLog.info({ alerts: raised }, 'Budgets passed thresholds.');
  if (faults.length > 0) throw faults[0];
  return raised;
}
