import type pg from 'pg';
import { z } from 'zod';
import { type ProviderId, providerIds } from '@/lib/domain/provider';
import type { UseDays } from './read-gpu-use';

/** A pod by its namespace and name. */
export interface PodName {
  namespace: string;
  pod: string;
}

/** What pods of one service had on a day of devices of one kind in one place. */
export interface ServiceDay {
  /** The same text for all pods that one thing made. */
  service: string;
  name: string;
  namespace: string | null;
  team: string | null;
  day: string;
  provider: ProviderId;
  site: string | null;
  gpuModel: string;
  /** All that was accounted, in milliseconds of one device. */
  ms: number;
}

const podSchema = z.object({ namespace: z.string(), pod: z.string(), service: z.string() });
const daySchema = z.object({
  service: z.string(),
  name: z.string(),
  namespace: z.string().nullable(),
  team: z.string().nullable(),
  day: z.string(),
  provider: z.enum(providerIds),
  site: z.string().nullable(),
  gpuModel: z.string(),
  ms: z.coerce.number(),
});

/** What made a pod, in its cluster and namespace; else the pod itself. */
const serviceSql = `concat_ws(chr(10), r.connection_id, coalesce(r.namespace, ''), coalesce(r.made_by, r.name))`;

/** Of each pod the service it is of; one whose name stands in several clusters is of none. */
export async function findServices(
  pool: pg.Pool,
  pods: readonly PodName[],
): Promise<(PodName & { service: string })[]> {
  const { rows } = await pool.query(
    `SELECT r.namespace, r.name AS pod, min(${serviceSql}) AS service
     FROM unnest($1::text[], $2::text[]) AS asked (namespace, pod)
     JOIN gpu_run r ON r.system = 'kubernetes' AND r.namespace = asked.namespace AND r.name = asked.pod
     GROUP BY r.namespace, r.name HAVING count(DISTINCT ${serviceSql}) = 1`,
    [pods.map(({ namespace }) => namespace), pods.map(({ pod }) => pod)],
  );
  return podSchema.array().parse(rows);
}

/** What all pods of some services had on each of some days. */
export async function readServiceUse(
  pool: pg.Pool,
  { from, to }: UseDays,
  services: readonly string[],
): Promise<ServiceDay[]> {
  const { rows } = await pool.query(
    `SELECT ${serviceSql} AS service, min(coalesce(r.made_by, r.name)) AS name, r.namespace, d.team,
       to_char(d.day, 'YYYY-MM-DD') AS day, d.provider, d.site, d.gpu_model AS "gpuModel",
       sum(d.busy_ms + d.idle_ms + d.unknown_ms) AS ms
     FROM gpu_use_day d JOIN gpu_run r ON r.id = d.run_id
     WHERE d.day BETWEEN $1::date AND $2::date AND r.system = 'kubernetes' AND ${serviceSql} = ANY($3)
     GROUP BY 1, r.namespace, d.team, d.day, d.provider, d.site, d.gpu_model ORDER BY 1, d.day`,
    [from, to, services],
  );
  return daySchema.array().parse(rows);
}
