import type { OpenConsole } from '../open-console';
import type { Finding } from './finding';

/** How long past its time a collection may be before nobody is taken to be working, in seconds. */
const patienceSeconds = 60;

/** Looks for workers connected to the queue, and for collections nobody takes. */
export async function checkWorkers({ database }: OpenConsole): Promise<Finding> {
  const { rows } = await database.pool.query<{ connected: boolean; overdue: string }>(
    `select exists (select from pg_stat_activity where application_name = 'millwright queue' and datname = current_database()) as connected,
            (select count(*) from collection_schedule s join connection c on c.id = s.connection_id
              where not c.paused and coalesce(s.requested_at, s.next_due_at) < now() - make_interval(secs => $1)) as overdue`,
    [patienceSeconds],
  );
  const [found] = rows;
  const isConnected = found?.connected === true;
  const overdue = Number(found?.overdue);
  return {
    title: 'Workers',
    outcome: isConnected && overdue === 0 ? 'good' : 'bad',
    detail: `${isConnected ? 'A worker is connected' : 'No worker is connected'}; ${overdue} collections are overdue.`,
    remedy: isConnected && overdue === 0 ? null : 'Start a worker (npm start runs one) and read its log.',
  };
}
