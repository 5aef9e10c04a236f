import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import { nobody, signIn } from '@/e2e/setup/journey';
import { launchDemo } from '@/scripts/demo/launch-demo';
import { findChromium } from '@/scripts/setup/find-chromium.mjs';
import { type Measurement, toQuantiles } from '../measure';
import { generateLines, generateSites } from './generate-sites';

const sites = 1_000;
const lines = 10_000;
const loads = 5;
const frames = 240;
/** The console asks again, when one comes back to it, for what is older than this. */
const freshForMs = 11_000;
const mapLabel = `Map of ${sites.toLocaleString('en-US')} sites`;

/** The map with 1,000 sites in Chromium: how soon it is painted, and what a frame costs while it is dragged and zoomed. */
export async function benchSiteMap(): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-bench-'));
  try {
    const demo = await launchDemo(folder);
    try {
      return await measureMap(demo.record.url);
    } finally {
      await demo.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureMap(baseURL: string): Promise<Measurement[]> {
  const standings = generateSites(sites);
  const answers = { sites: JSON.stringify(standings), lines: JSON.stringify(generateLines(standings, lines)) };
  const paints = await withBrowser(baseURL, [], async (browser, options) => {
    const taken: number[] = [];
    for (let load = 0; load < loads; load++) {
      const { page, paintMs } = await openMap(browser, options, answers);
      taken.push(paintMs);
      await page.context().close();
    }
    return taken;
  });
  // Frames follow each other as fast as they can be made, so that their distance is their cost.
  const unbound = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];
  const moved = await withBrowser(baseURL, unbound, async (browser, options) => {
    const { page } = await openMap(browser, options, answers);
    const map = page.getByRole('group', { name: mapLabel });
    const dragged = await map.evaluate(move, { by: 'drag' as const, frames });
    const zoomed = await map.evaluate(move, { by: 'wheel' as const, frames });
    return { dragged, zoomed };
  });
  const bar = { atMost: 16 };
  return [
    { name: `${sites} sites: answer to first paint`, ...toQuantiles(paints), unit: 'ms', bar: { atMost: 300 } },
    { name: `${sites} sites: a frame while dragging`, ...toQuantiles(moved.dragged), unit: 'ms', bar },
    { name: `${sites} sites: a frame while zooming`, ...toQuantiles(moved.zoomed), unit: 'ms', bar },
  ];
}

/** Work in a browser of its own in which an operator is signed in. */
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

/** Opens the page in a context of its own and lets it read the many sites as one who comes back to it. */
async function openMap(
  browser: Browser,
  options: BrowserContextOptions,
  answers: { sites: string; lines: string },
): Promise<{ page: Page; paintMs: number }> {
  const page = await (await browser.newContext(options)).newPage();
  const answer = (path: string, body: string) =>
    page.route(`**/api/v1/${path}`, (route) => route.fulfill({ contentType: 'application/json', body }));
  await answer('links/topology*', answers.lines);
  await answer('site-standings', answers.sites);
  await page.goto('/sites');
  await page.locator('html[data-interactive]').waitFor({ state: 'attached' });
  await page.waitForTimeout(freshForMs);
  return { page, paintMs: await page.evaluate(comeBack, mapLabel) };
}

/** Runs in the page: milliseconds from the last byte of the API's answer to the frame that shows the map of it. */
function comeBack(label: string): Promise<number> {
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector(`[aria-label="${label}"]`)) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        // Comes once the frame has been made.
        channel.port1.onmessage = () => {
          const answer = performance
            .getEntriesByType('resource')
            .findLast(({ name }) => name.endsWith('/api/v1/site-standings'));
          const end = answer instanceof PerformanceResourceTiming ? answer.responseEnd : Number.NaN;
          resolve(performance.now() - end);
        };
        channel.port2.postMessage(null);
      });
    });
    observer.observe(document.body, { attributes: true, childList: true, subtree: true });
    window.dispatchEvent(new Event('visibilitychange'));
  });
}

/** Runs in the page: moves the map a little a frame and gives the milliseconds between frames. */
async function move(map: Element, { by, frames }: { by: 'drag' | 'wheel'; frames: number }): Promise<number[]> {
  const frame = map.parentElement ?? map;
  const box = frame.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 3];
  const pointer = (type: string, clientX: number, clientY: number, buttons = 1) =>
    frame.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, button: 0, buttons, clientX, clientY }));
  const turn = (deltaY: number) =>
    frame.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: x, clientY: y, deltaY }));
  const next = () => new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now())));
  const taken: number[] = [];
  if (by === 'drag') {
    turn(-400);
    pointer('pointerdown', x, y);
  }
  let before = await next();
  for (let index = 0; index < frames; index++) {
    if (by === 'drag') pointer('pointermove', x + 90 * Math.sin(index / 12), y + 40 * Math.cos(index / 12));
    else turn(index < frames / 2 ? -20 : 20);
    const now = await next();
    taken.push(now - before);
    before = now;
  }
  if (by === 'drag') pointer('pointerup', x, y, 0);
  return taken;
}
