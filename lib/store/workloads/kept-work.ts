import type pg from 'pg';
import { workKinds } from './work-row';

/** Of a row. */
type WorkHead = [id: string, version: string];

const ended = ['completed', 'failed', 'cancelled'];

/**
 * The pieces of work of a connection that a list of what asks for or holds devices needs, in order of their ids: all of which
 * it is not told that they ask for none and hold none, and what stands beside one of these in a namespace and has neither
 * ended nor gone: pods of one job need not all have devices. Jobs of Slurm and of services are single pieces.
 */
export async function listKeptWork(pool: pg.Pool, connectionId: string): Promise<WorkHead[]> {
  const { rows } = await pool.query<WorkHead>({
    rowMode: 'array',
    text: `with work as materialized (
       select r.id, r.xmin::text as version, coalesce(r.workload ->> 'namespace', '') as namespace,
         r.workload -> 'requested' is not distinct from '[]'::jsonb
           and r.workload -> 'holdings' is not distinct from '[]'::jsonb as has_none,
         r.gone_at is null and coalesce(r.workload ->> 'state', '') <> all($3)
           and (r.kind = 'pod' or (r.kind = 'batch-job' and r.provider <> 'slurm')) as may_be_a_part
       from resource r where r.connection_id = $1 and r.kind = any($2) and r.workload is not null)
     select id, version from work
     where not has_none or (may_be_a_part and namespace in (select namespace from work where not has_none))
     order by id`,
    values: [connectionId, workKinds, ended],
  });
  return rows;
}
