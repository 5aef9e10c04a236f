import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import { nobody, signIn } from '@/e2e/setup/journey';
import { cliActor } from '@/lib/access/actor';
import { pathsUsualSchema } from '@/lib/api/contracts/path-usual';
import { pathsQuerySchema, pathsSchema } from '@/lib/api/contracts/paths';
import { type Database, openDatabase } from '@/lib/store/database/database';
import { startEmbeddedPostgres, stopEmbeddedPostgres } from '@/lib/store/database/embedded-postgres';
import { migrate } from '@/lib/store/database/migrate';
import { readPathMatrix } from '@/lib/views/paths/read-paths';
import { readUsualWays } from '@/lib/views/paths/read-usual';
import { launchDemo } from '@/scripts/demo/launch-demo';
import { findChromium } from '@/scripts/setup/find-chromium.mjs';
import { type Measurement, measure, toQuantiles } from '../measure';
import { seedWays } from '../probes/seed-ways';
import { generateWays } from './generate-ways';

const sites = 1_000;
const waysPerSite = 10;
const turns = 30;
const loads = 5;
const scrolledFrames = 240;
const scrolledPixels = 24;

/** The matrix of 1,000 sites and 10,000 ways: what its API takes, how soon it is painted, and a frame while it scrolls. */
export async function benchMatrix(): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-bench-'));
  const api = await benchApi(folder);
  try {
    const demo = await launchDemo(join(folder, 'demo'));
    try {
      return [...api, ...(await measureMatrix(demo.record.url))];
    } finally {
      await demo.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchApi(folder: string): Promise<Measurement[]> {
  const directory = join(folder, 'postgres');
  const server = await startEmbeddedPostgres(directory);
  const database = openDatabase(server.url, { statementTimeoutMs: 600_000, applicationName: 'millwright bench' });
  try {
    await migrate(server.url);
    return await measureApi(database);
  } finally {
    await database.close();
    await stopEmbeddedPostgres(directory);
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
export async function measureMatrix(baseURL: string): Promise<Measurement[]> {
  const body = JSON.stringify(generateWays(sites, waysPerSite, new Date()));
  const paints = await withBrowser(baseURL, [], async (browser, options) => {
    const taken: number[] = [];
    for (let load = 0; load < loads; load++) {
      const { page, paintMs } = await openMatrix(browser, options, body);
      taken.push(paintMs);
      await page.context().close();
    }
    return taken;
  });
  // Frames follow each other as fast as they can be made, so that their distance is their cost.
  const unbound = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];
  const frames = await withBrowser(baseURL, unbound, async (browser, options) => {
    const { page } = await openMatrix(browser, options, body);
    return page.getByRole('grid').evaluate(scroll, { frames: scrolledFrames, pixels: scrolledPixels });
  });
  const name = `${sites} × ${sites} cells`;
  return [
    { name: `${name}: answer to first paint`, ...toQuantiles(paints), unit: 'ms', bar: { atMost: 300 } },
    { name: `${name}: a frame while scrolling`, ...toQuantiles(frames), unit: 'ms', bar: { atMost: 16 } },
  ];
}

async function withBrowser<T>(
  baseURL: string,
  flags: readonly string[],
  work: (browser: Browser, options: BrowserContextOptions) => Promise<T>,
): Promise<T> {
  const browser = await chromium.launch({
    executablePath: findChromium() ?? undefined,
    args: ['--no-sandbox', '--disable-quic', ...flags],
  });
  try {
    const entry = await browser.newContext({ baseURL, storageState: nobody });
    await signIn(await entry.newPage(), 'operator');
    const options = { baseURL, storageState: await entry.storageState(), viewport: { width: 1440, height: 900 } };
    await entry.close();
    return await work(browser, options);
  } finally {
    await browser.close();
  }
}

/** Opens the page in a context of its own and lets it show the large matrix as another stretch is asked for. */
async function openMatrix(
  browser: Browser,
  options: BrowserContextOptions,
  body: string,
): Promise<{ page: Page; paintMs: number }> {
  const page = await (await browser.newContext(options)).newPage();
  await page.goto('/links/matrix');
  await page.locator('html[data-interactive]').waitFor({ state: 'attached' });
  // What checks answers is fetched with the first: the second is what is measured.
  await page.getByRole('button', { name: '1 h', exact: true }).click();
  await page.getByRole('button', { name: '1 h', exact: true, pressed: true }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.route('**/api/v1/paths?*', (route) => route.fulfill({ contentType: 'application/json', body }));
  const painted = page.evaluate(awaitPaint, sites);
  await page.getByRole('button', { name: '24 h', exact: true }).first().click();
  return { page, paintMs: await painted };
}

/** Runs in the page: milliseconds from the last byte of the API's answer to the frame that shows so many rows. */
function awaitPaint(rows: number): Promise<number> {
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount') !== String(rows)) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        // Comes once the frame has been made.
        channel.port1.onmessage = () => {
          const answer = performance
            .getEntriesByType('resource')
            .findLast(({ name }) => name.includes('/api/v1/paths?'));
          const end = answer instanceof PerformanceResourceTiming ? answer.responseEnd : Number.NaN;
          resolve(performance.now() - end);
        };
        channel.port2.postMessage(null);
      });
    });
    observer.observe(document.body, { attributes: true, childList: true, subtree: true });
  });
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
