import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as pageRoute from '@/app/api/v1/site-page/route';
import * as timelineRoute from '@/app/api/v1/site-page/timeline/route';
import * as listRoute from '@/app/api/v1/site-standings/route';
import { createTestPerson } from '@/lib/access/test-people';
import { siteStandingsSchema } from '@/lib/api/contracts/site-pages';
import type { RouteHandler } from '@/lib/api/server/route-definition';
import { type Database, sharedDatabase } from '@/lib/store/database/database';
import { startEmbeddedPostgres, stopEmbeddedPostgres } from '@/lib/store/database/embedded-postgres';
import { migrate } from '@/lib/store/database/migrate';
import { keepSites } from '@/lib/worker/keep-sites';
import { seedLinks, siteName } from '../links/seed-links';
import { both, type Measurement, measure, timed } from '../measure';
import { seedSites } from './seed-sites';

const sites = 1_000;
const links = 10_000;
const gpus = 20_000;
const turns = 30;
const origin = 'http://console.localhost';
const bar = { atMost: 200 };

/** How soon the API tells of 1,000 sites with 10,000 links and 20,000 GPUs, and what the watch over them costs. */
export async function benchSites(): Promise<Measurement[]> {
  const directory = await mkdtemp(join(tmpdir(), 'millwright-bench-sites-'));
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
      return await measureSites(database);
    } finally {
      await database.close();
    }
  } finally {
    await stopEmbeddedPostgres(join(directory, 'postgres'));
    await rm(directory, { recursive: true, force: true });
  }
}

async function measureSites(database: Database): Promise<Measurement[]> {
  const now = new Date();
  await seedLinks(database, { sites, links, now });
  await seedSites(database, { sites, gpus, now });
  const { cookie } = await createTestPerson(database, 'viewer');
  const local = await createTestPerson(database, 'viewer', { scope: { kind: 'site', site: siteName(7) } });
  const list = '/api/v1/site-standings';
  const cold = await timed(() => load(listRoute.GET, list, cookie));
  const answer = await load(listRoute.GET, list, cookie);
  const { items } = siteStandingsSchema.parse(JSON.parse(answer));
  if (items.length !== sites) throw new RangeError(`${items.length} sites are told instead of ${sites}.`);
  const name = (what: string) => `${sites} sites: ${what}`;
  const [ordinary, largest] = [siteName(7), siteName(0)].map((site) => `?site=${site}`);
  const first = await timed(() => keepSites(database, new Date()));
  return [
    { name: name('the list, first read of a process'), ...both(cold), unit: 'ms' },
    { name: name('its answer'), ...both(Buffer.byteLength(answer) / 1_000), unit: 'kB' },
    await measure(name('the list'), turns, () => load(listRoute.GET, list, cookie), bar),
    await measure(name('the list, of one site'), turns, () => load(listRoute.GET, list, local.cookie), bar),
    await measure(name('a page'), turns, () => load(pageRoute.GET, `/api/v1/site-page${ordinary}`, cookie), bar),
    await measure(
      name('the page of the largest'),
      turns,
      () => load(pageRoute.GET, `/api/v1/site-page${largest}`, cookie),
      bar,
    ),
    await measure(
      name('a timeline'),
      turns,
      () => load(timelineRoute.GET, `/api/v1/site-page/timeline${ordinary}`, cookie),
      bar,
    ),
    { name: name('the first look of the worker'), ...both(first), unit: 'ms' },
    await measure(name('a look of the worker'), turns, () => keepSites(database, new Date())),
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
