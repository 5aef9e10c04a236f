import type pg from 'pg';
import { z } from 'zod';
import { type GpuRun, gpuRunOutcomes } from '@/lib/domain/cost/gpu-run';

/** An attempt as it is kept. */
export interface KeptGpuRun extends GpuRun {
  id: string;
}

const keptRunSchema = z.object({
  id: z.string(),
  resourceId: z.string(),
  connectionId: z.string(),
  system: z.string(),
  name: z.string(),
  namespace: z.string().nullable(),
  madeBy: z.string().nullable(),
  site: z.string().nullable(),
  team: z.string().nullable(),
  owner: z.string().nullable(),
  startedAt: z.date(),
  endedAt: z.date().nullable(),
  outcome: z.enum(gpuRunOutcomes),
  reason: z.string().nullable(),
  isService: z.boolean(),
  checkpointAt: z.date().nullable(),
  holdings: z
    .array(z.object({ node: z.string(), count: z.number().nullable(), indexes: z.array(z.number()).nullable() }))
    .nullable(),
  gpuModel: z.string().nullable(),
  gpuCount: z.number().nullable(),
  lastSeenAt: z.date(),
});

const columns = `id, resource_id as "resourceId", connection_id as "connectionId", system, name, namespace,
  made_by as "madeBy", site, team, owner, started_at as "startedAt", ended_at as "endedAt", outcome, reason,
  is_service as "isService", checkpoint_at as "checkpointAt", holdings, gpu_model as "gpuModel", gpu_count as "gpuCount",
  last_seen_at as "lastSeenAt"`;

/** Attempts that had not ended before `from`, and had started before `to`. */
export async function readRunsOver(pool: pg.Pool, { from, to }: { from: Date; to: Date }): Promise<KeptGpuRun[]> {
  const { rows } = await pool.query(
    `SELECT ${columns} FROM gpu_run WHERE started_at < $2 AND (ended_at IS NULL OR ended_at > $1) ORDER BY id`,
    [from, to],
  );
  return keptRunSchema.array().parse(rows);
}

/** Attempts of which no end is known. */
export async function readOpenRuns(pool: pg.Pool): Promise<KeptGpuRun[]> {
  const { rows } = await pool.query(`SELECT ${columns} FROM gpu_run WHERE ended_at IS NULL ORDER BY id`);
  return keptRunSchema.array().parse(rows);
}

/** Attempts by id. */
export async function readRuns(pool: pg.Pool, ids: readonly string[]): Promise<KeptGpuRun[]> {
  const { rows } = await pool.query(`SELECT ${columns} FROM gpu_run WHERE id = ANY($1) ORDER BY id`, [ids]);
  return keptRunSchema.array().parse(rows);
}

const runsAtOnce = 2_000;

/**
 * Writes attempts as they are known now: one of the same work and start is the same one. Devices that were known before and
 * are not told any more stay, and so does a checkpoint.
 */
export async function writeRuns(client: pg.ClientBase, runs: readonly GpuRun[]): Promise<void> {
  for (let start = 0; start < runs.length; start += runsAtOnce) {
    const some = runs.slice(start, start + runsAtOnce).map((run) => ({
      resource_id: run.resourceId,
      connection_id: run.connectionId,
      system: run.system,
      name: run.name,
      namespace: run.namespace,
      made_by: run.madeBy,
      site: run.site,
      team: run.team,
      owner: run.owner,
      started_at: run.startedAt,
      ended_at: run.endedAt,
      outcome: run.outcome,
      reason: run.reason,
      is_service: run.isService,
      checkpoint_at: run.checkpointAt,
      holdings: run.holdings,
      gpu_model: run.gpuModel,
      gpu_count: run.gpuCount,
      last_seen_at: run.lastSeenAt,
    }));
    await client.query(
      `INSERT INTO gpu_run AS known (resource_id, connection_id, system, name, namespace, made_by, site, team, owner,
         started_at, ended_at, outcome, reason, is_service, checkpoint_at, holdings, gpu_model, gpu_count, last_seen_at)
       SELECT resource_id, connection_id, system, name, namespace, made_by, site, team, owner, started_at, ended_at,
         outcome, reason, is_service, checkpoint_at, nullif(holdings, 'null'::jsonb), gpu_model, gpu_count, last_seen_at
       FROM jsonb_to_recordset($1::jsonb) AS told (resource_id uuid, connection_id uuid, system text, name text,
         namespace text, made_by text, site text, team text, owner text, started_at timestamptz, ended_at timestamptz,
         outcome text, reason text, is_service boolean, checkpoint_at timestamptz, holdings jsonb, gpu_model text,
         gpu_count int, last_seen_at timestamptz)
       ON CONFLICT (resource_id, started_at) DO UPDATE SET
         made_by = coalesce(excluded.made_by, known.made_by), site = excluded.site, team = excluded.team,
         owner = excluded.owner, ended_at = excluded.ended_at, outcome = excluded.outcome, reason = excluded.reason,
         is_service = excluded.is_service, checkpoint_at = coalesce(excluded.checkpoint_at, known.checkpoint_at),
         holdings = coalesce(excluded.holdings, known.holdings), gpu_model = coalesce(excluded.gpu_model, known.gpu_model),
         gpu_count = coalesce(excluded.gpu_count, known.gpu_count), last_seen_at = excluded.last_seen_at
       WHERE (known.site, known.team, known.owner, known.ended_at, known.outcome, known.reason, known.last_seen_at)
         IS DISTINCT FROM (excluded.site, excluded.team, excluded.owner, excluded.ended_at, excluded.outcome,
           excluded.reason, excluded.last_seen_at)
         OR known.holdings IS NULL AND excluded.holdings IS NOT NULL
         OR excluded.checkpoint_at > coalesce(known.checkpoint_at, '-infinity')`,
      [JSON.stringify(some)],
    );
  }
}
