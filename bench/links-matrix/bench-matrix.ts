import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { cliActor } from '@/lib/access/actor';
import { pathsUsualSchema } from '@/lib/api/contracts/path-usual';
import { pathsQuerySchema, pathsSchema } from '@/lib/api/contracts/paths';
import { type Database, openDatabase } from '@/lib/store/database/database';
import { startEmbeddedPostgres, stopEmbeddedPostgres } from '@/lib/store/database/embedded-postgres';
import { migrate } from '@/lib/store/database/migrate';
import { readPathMatrix } from '@/lib/views/paths/read-paths';
import { readUsualWays } from '@/lib/views/paths/read-usual';
import { type Measurement, measure } from '../measure';
import { benchLargePage, onDemo } from '../pages/large-page';
import { seedWays } from '../probes/seed-ways';
import { generateWays } from './generate-ways';

const sites = 1_000;
const waysPerSite = 10;
const turns = 30;
const scrolledFrames = 240;
const scrolledPixels = 24;

/** The matrix of 1,000 sites and 10,000 ways: what its API takes, how soon it is painted, and a frame while it scrolls. */
export async function benchMatrix(): Promise<Measurement[]> {
  return [...(await benchApi()), ...(await onDemo(benchPage))];
}

async function benchApi(): Promise<Measurement[]> {
  const directory = await mkdtemp(join(tmpdir(), 'millwright-bench-'));
  const server = await startEmbeddedPostgres(directory);
  const database = openDatabase(server.url, { statementTimeoutMs: 600_000, applicationName: 'millwright bench' });
  try {
    await migrate(server.url);
    return await measureApi(database);
  } finally {
    await database.close();
    await stopEmbeddedPostgres(directory);
    await rm(directory, { recursive: true, force: true });
  }
}

async function measureApi(database: Database): Promise<Measurement[]> {
  const now = new Date();
  await seedWays(database, { sites, targetsPerSite: waysPerSite, hours: 7 * 24, now });
  const context = { actor: cliActor('bench'), database, now };
  const usual = async (hour: number) =>
    JSON.stringify(pathsUsualSchema.parse(await readUsualWays({ ...context, now: new Date(hour) })));
  return [
    await measure(
      'the matrix of the last quarter of an hour',
      turns,
      async () => JSON.stringify(pathsSchema.parse(await readPathMatrix(context, pathsQuerySchema.parse({})))),
      { atMost: 200 },
    ),
    await measure('what is usual of all ways, made once an hour', 3, (turn) => usual(now.getTime() - turn * 3_600_000)),
    await measure('what is usual of all ways, made before', turns, () => usual(now.getTime() - 2 * 3_600_000), {
      atMost: 200,
    }),
  ];
}

/** How soon a matrix of a million cells is painted in Chromium, and what a frame costs while it scrolls both ways. */
function benchPage(baseURL: string): Promise<Measurement[]> {
  const body = JSON.stringify(generateWays(sites, waysPerSite, new Date()));
  const scrolled = { frames: scrolledFrames, pixels: scrolledPixels };
  return benchLargePage(baseURL, {
    name: `${sites} × ${sites} cells`,
    open: (page) => openMatrix(page, body),
    ask: (page) => page.getByRole('button', { name: '24 h', exact: true }).first().click(),
    address: '/api/v1/paths?',
    shown: `[role="grid"][aria-rowcount="${sites}"]`,
    moves: { scrolling: (page) => page.getByRole('grid').evaluate(scroll, scrolled) },
  });
}

/** Opens the page up to another stretch that is asked for, of which the large matrix is told. */
async function openMatrix(page: Page, body: string): Promise<void> {
  await page.goto('/links/matrix');
  await page.locator('html[data-interactive]').waitFor({ state: 'attached' });
  // What checks answers is fetched with the first: the second is what is measured.
  await page.getByRole('button', { name: '1 h', exact: true }).click();
  await page.getByRole('button', { name: '1 h', exact: true, pressed: true }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.route('**/api/v1/paths?*', (route) => route.fulfill({ contentType: 'application/json', body }));
}

/** Runs in the page: scrolls down and across by so many pixels a frame and gives the milliseconds between frames. */
async function scroll(grid: Element, { frames, pixels }: { frames: number; pixels: number }): Promise<number[]> {
  const taken: number[] = [];
  const next = () => new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now())));
  let before = await next();
  for (let frame = 0; frame < frames; frame++) {
    grid.scrollTop += pixels;
    grid.scrollLeft += pixels;
    const now = await next();
    taken.push(now - before);
    before = now;
  }
  return taken;
}
