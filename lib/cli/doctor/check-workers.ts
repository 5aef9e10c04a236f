import type { OpenConsole } from '../open-console';
import type { Finding } from './finding';

/** How long past its time a collection may be before nobody is taken to be working, in seconds. */
const patienceSeconds = 60;

/** Who works, and what waits. */
export interface WorkerState {
  /** Whether a worker listens at the queue. */
  isConnected: boolean;
  /** Collections past their time that nobody took. */
  overdue: number;
}

/** Looks for workers connected to the queue, and for collections nobody takes. */
export async function readWorkerState({ database }: OpenConsole): Promise<WorkerState> {
  const { rows } = await database.pool.query<{ connected: boolean; overdue: string }>(
    `select exists (select from pg_stat_activity where application_name = 'millwright queue' and datname = current_database()) as connected,
            (select count(*) from collection_schedule s join connection c on c.id = s.connection_id
              where not c.paused and coalesce(s.requested_at, s.next_due_at) < now() - make_interval(secs => $1)) as overdue`,
    [patienceSeconds],
  );
  const [found] = rows;
  return { isConnected: found?.connected === true, overdue: Number(found?.overdue) };
}

/** Says whether anyone works, and whether work is left lying. */
export async function checkWorkers(console: OpenConsole): Promise<Finding> {
  const { isConnected, overdue } = await readWorkerState(console);
  return {
    title: 'Workers',
    outcome: isConnected && overdue === 0 ? 'good' : 'bad',
    detail: `${isConnected ? 'A worker is connected' : 'No worker is connected'}; ${overdue} collections are overdue.`,
    remedy: isConnected && overdue === 0 ? null : 'Start a worker (npm start runs one) and read its log.',
  };
}
