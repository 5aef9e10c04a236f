import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as linkRoute from '@/app/api/v1/links/[id]/route';
import * as betweenRoute from '@/app/api/v1/links/between/route';
import * as listRoute from '@/app/api/v1/links/route';
import * as topologyRoute from '@/app/api/v1/links/topology/route';
import * as waysRoute from '@/app/api/v1/links/ways/route';
import { cliActor } from '@/lib/access/actor';
import { createTestPerson } from '@/lib/access/test-people';
import { linksPageSchema } from '@/lib/api/contracts/links';
import { topologySchema } from '@/lib/api/contracts/topology';
import type { RouteHandler } from '@/lib/api/server/route-definition';
import { type Database, sharedDatabase } from '@/lib/store/database/database';
import { startEmbeddedPostgres, stopEmbeddedPostgres } from '@/lib/store/database/embedded-postgres';
import { migrate } from '@/lib/store/database/migrate';
import { readTopology } from '@/lib/views/topology/read-topology';
import { both, type Measurement, measure, timed } from '../measure';
import { onDemo } from '../pages/large-page';
import { benchTopology } from './bench-topology';
import { seedLinks, siteName } from './seed-links';

const sites = 1_000;
const links = 10_000;
const turns = 30;
const origin = 'http://console.localhost';
const bar = { atMost: 200 };

/** How soon the API tells of 10,000 links between 1,000 sites, and how soon and smoothly the browser draws them. */
export async function benchLinks(): Promise<Measurement[]> {
  const { measurements, answer } = await benchLinksApi();
  return [...measurements, ...(await onDemo((baseURL) => benchTopology(baseURL, answer)))];
}

/** The API's part, with the topology's answer for the browser's. */
async function benchLinksApi(): Promise<{ measurements: Measurement[]; answer: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'millwright-bench-links-'));
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
      return await measureApi(database);
    } finally {
      await database.close();
    }
  } finally {
    await stopEmbeddedPostgres(join(directory, 'postgres'));
    await rm(directory, { recursive: true, force: true });
  }
}

async function measureApi(database: Database): Promise<{ measurements: Measurement[]; answer: string }> {
  const now = new Date();
  await seedLinks(database, { sites, links, now });
  const { cookie } = await createTestPerson(database, 'viewer');
  const local = await createTestPerson(database, 'viewer', { scope: { kind: 'site', site: siteName(7) } });
  const get = (handler: RouteHandler, path: string, as = cookie) => load(handler, path, as);
  const topology = '/api/v1/links/topology';
  const cold = await timed(() => get(topologyRoute.GET, topology));
  const answer = await get(topologyRoute.GET, topology);
  const { total, lines } = topologySchema.parse(JSON.parse(answer));
  if (total.value !== links) throw new Error(`${total.value} links are told instead of ${links}.`);
  const { items } = linksPageSchema.parse(JSON.parse(await get(listRoute.GET, '/api/v1/links')));
  const id = items[0]?.id ?? '';
  const way = `/api/v1/links/ways?from=${siteName(0)}&to=${siteName(40)}`;
  const between = `/api/v1/links/between?from=${siteName(0)}&to=${siteName(1)}`;
  const name = (what: string) => `${links} links, ${sites} sites: ${what}`;
  const measurements = [
    { name: name('topology, first read of a process'), ...both(cold), unit: 'ms' as const },
    {
      name: `its answer, of ${lines.from.length} lines`,
      ...both(Buffer.byteLength(answer) / 1_000),
      unit: 'kB' as const,
    },
    await measure(name('topology'), turns, () => get(topologyRoute.GET, topology), bar),
    await measure(name('topology, filtered'), turns, () => get(topologyRoute.GET, `${topology}?state=down&q=aws`), bar),
    await measure(name('topology, of one site'), turns, () => get(topologyRoute.GET, topology, local.cookie), bar),
    await measure(name('a page of the list'), turns, () => get(listRoute.GET, '/api/v1/links'), bar),
    await measure(name('one link'), turns, () => load(linkRoute.GET, `/api/v1/links/${id}`, cookie, { id }), bar),
    await measure(name('links between two sites'), turns, () => get(betweenRoute.GET, between), bar),
    await measure(name('ways between two sites'), turns, () => get(waysRoute.GET, way), bar),
    ...(await measureAnew(database, now)),
  ];
  return { measurements, answer };
}

/** Calls a route as a browser does, and reads its answer. */
async function load(
  handler: RouteHandler,
  path: string,
  cookie: string,
  params: Record<string, string> = {},
): Promise<string> {
  const request = new Request(new URL(path, origin), { headers: { cookie } });
  const response = await handler(request, { params: Promise.resolve(params) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
  return text;
}

/** As one gets it who comes after nobody asked for long, and how long others wait for their turn meanwhile. */
async function measureAnew(database: Database, start: Date): Promise<Measurement[]> {
  let asked = 0;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const anew = await measure('topology, put together while one waits', 10, () => {
    asked += 1;
    // Later than what was put together before serves anybody.
    const now = new Date(start.getTime() + asked * 31_000);
    if (asked === 2) delay.enable();
    return readTopology({ actor: cliActor('bench'), database, now }, {});
  });
  delay.disable();
  return [
    anew,
    {
      name: 'the longest others wait for it at once',
      median: delay.percentile(99.9) / 1e6,
      p95: delay.max / 1e6,
      unit: 'ms',
    },
  ];
}
