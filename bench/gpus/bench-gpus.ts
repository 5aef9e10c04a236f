import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fleetRoute from '@/app/api/v1/gpus/route';
import * as timelineRoute from '@/app/api/v1/gpus/timeline/route';
import { cliActor } from '@/lib/access/actor';
import { createTestPerson } from '@/lib/access/test-people';
import { gpuFleetSchema } from '@/lib/api/contracts/gpus';
import type { RouteHandler } from '@/lib/api/server/route-definition';
import { type Database, sharedDatabase } from '@/lib/store/database/database';
import { startEmbeddedPostgres, stopEmbeddedPostgres } from '@/lib/store/database/embedded-postgres';
import { migrate } from '@/lib/store/database/migrate';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { readGpuFleet } from '@/lib/views/gpus/fleet/read-gpu-fleet';
import { type Measurement, measure, timed } from '../measure';
import { measureBesideRebuilds } from './beside-rebuilds';
import { gpusPerNode, nodesPerCluster, seedFleet } from './seed-fleet';
import { seedMetrics } from './seed-metrics';

const turns = 20;
const day = 86_400_000;
const origin = 'http://console.localhost';
const fleetBar = { atMost: 150 };
const timelineBar = { atMost: 250 };

/** How soon the API tells of a fleet of so many GPUs, in a durable PostgreSQL of its own. */
export async function benchGpus(gpus: number): Promise<Measurement[]> {
  const directory = await mkdtemp(join(tmpdir(), 'millwright-bench-gpus-'));
  const server = await startEmbeddedPostgres(join(directory, 'postgres'));
  try {
    await migrate(server.url);
    Object.assign(process.env, {
      DATABASE_URL: server.url,
      MILLWRIGHT_KEY: randomBytes(32).toString('base64'),
      MILLWRIGHT_URL: origin,
      MILLWRIGHT_METRICS_PORT: 'off',
      MILLWRIGHT_AUDIT_ANCHOR: join(directory, 'anchor.json'),
    });
    const database = sharedDatabase();
    try {
      return await measureApi(database, gpus);
    } finally {
      await database.close();
    }
  } finally {
    await stopEmbeddedPostgres(join(directory, 'postgres'));
    await rm(directory, { recursive: true, force: true });
  }
}

async function measureApi(database: Database, gpus: number): Promise<Measurement[]> {
  const now = new Date();
  const clusters = await seedFleet(database, gpus, now);
  await seedMetrics(metricStoreOf(database.pool), clusters, now);
  await database.pool.query('vacuum analyze');
  const { cookie } = await createTestPerson(database, 'viewer');
  const local = await createTestPerson(database, 'viewer', { scope: { kind: 'site', site: 'site-0' } });
  console.log(`${gpus} GPUs; load of the last minute ${loadavg()[0]?.toFixed(1)}`);
  const get = (handler: RouteHandler, path: string, as = cookie) => load(handler, path, as);
  const fleet = '/api/v1/gpus';
  const cold = await timed(() => get(fleetRoute.GET, fleet));
  const kilobytes = Buffer.byteLength(await get(fleetRoute.GET, fleet)) / 1_000;
  const stretch = new URLSearchParams({
    site: 'site-0',
    metric: 'gpu.sm.active',
    from: new Date(now.getTime() - day).toISOString(),
    to: now.toISOString(),
  });
  const timeline = `/api/v1/gpus/timeline?${stretch}`;
  const charted = Math.min(gpus, nodesPerCluster * gpusPerNode);
  return [
    { name: 'fleet, first read of a process', median: cold, p95: cold, unit: 'ms' },
    { name: 'fleet, its answer', median: kilobytes, p95: kilobytes, unit: 'kB' },
    await measure('fleet, asked for again within five seconds', turns, () => get(fleetRoute.GET, fleet), fleetBar),
    await measureBesideRebuilds(() => get(fleetRoute.GET, fleet), fleetBar),
    await measure(
      'fleet, use and health filtered',
      turns,
      () => get(fleetRoute.GET, `${fleet}?use=idle&use=busy`),
      fleetBar,
    ),
    await measure('fleet, of one site', turns, () => get(fleetRoute.GET, fleet, local.cookie), fleetBar),
    await measure(`24 hours of ${charted} GPUs`, turns, () => get(timelineRoute.GET, timeline), timelineBar),
    await measure(
      `24 hours of ${charted} GPUs, of one site`,
      turns,
      () => get(timelineRoute.GET, timeline, local.cookie),
      timelineBar,
    ),
    // Last, for it goes ahead of the clock.
    await measure('fleet, put together while one waits', turns, () => readAnew(database, now)),
  ];
}

/** Calls a route as a browser does, and reads its answer. */
async function load(handler: RouteHandler, path: string, cookie: string): Promise<string> {
  const request = new Request(new URL(path, origin), { headers: { cookie } });
  const response = await handler(request, { params: Promise.resolve({}) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
  return text;
}

let asked = 0;

/** As one gets it who comes after nobody asked for long: later than what was put together before serves anybody. */
async function readAnew(database: Database, start: Date): Promise<string> {
  asked += 1;
  const now = new Date(start.getTime() + asked * 31_000);
  const answer = await readGpuFleet({ actor: cliActor('bench'), database, now }, {});
  return JSON.stringify(gpuFleetSchema.parse(answer));
}
