import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  type APIRequestContext,
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Page,
} from '@playwright/test';
import { nobody, signIn } from '@/e2e/setup/journey';
import { gpuFleetSchema } from '@/lib/api/contracts/gpus';
import { launchDemo } from '@/scripts/demo/launch-demo';
import { findChromium } from '@/scripts/setup/find-chromium.mjs';
import { type Measurement, toQuantiles } from '../measure';
import { generateFleet } from './generate-fleet';

const gpus = 20_000;
const devicesPerNode = 8;
const loads = 5;
const scrolledFrames = 240;
const scrolledPixels = 24;
const firstReadWithinMs = 90_000;

/** The fleet's heatmap with 20,000 GPUs in Chromium: how soon it is painted, and what a frame costs while it scrolls. */
export async function benchHeatmap(): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-bench-'));
  try {
    const demo = await launchDemo(folder);
    try {
      return await measureHeatmap(demo.record.url);
    } finally {
      await demo.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureHeatmap(baseURL: string): Promise<Measurement[]> {
  const fleet = generateFleet(gpus, devicesPerNode);
  const answers = { none: JSON.stringify({ ...fleet, sites: [] }), body: JSON.stringify(fleet) };
  const paints = await withBrowser(baseURL, [], async (browser, options) => {
    const taken: number[] = [];
    for (let load = 0; load < loads; load++) {
      const { page, paintMs } = await openHeatmap(browser, options, answers);
      taken.push(paintMs);
      await page.context().close();
    }
    return taken;
  });
  // Frames follow each other as fast as they can be made, so that their distance is their cost.
  const unbound = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];
  const frames = await withBrowser(baseURL, unbound, async (browser, options) => {
    const { page } = await openHeatmap(browser, options, answers);
    return page.getByRole('grid').evaluate(scroll, { frames: scrolledFrames, pixels: scrolledPixels });
  });
  return [
    { name: `${gpus} GPUs: answer to first paint`, ...toQuantiles(paints), unit: 'ms', bar: { atMost: 200 } },
    { name: `${gpus} GPUs: a frame while scrolling`, ...toQuantiles(frames), unit: 'ms', bar: { atMost: 16 } },
  ];
}

/** Work in a browser of its own in which an operator is signed in, once the demo has read its first GPUs. */
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
    await awaitFleet(entry.request);
    const options = { baseURL, storageState: await entry.storageState(), viewport: { width: 1440, height: 900 } };
    await entry.close();
    return await work(browser, options);
  } finally {
    await browser.close();
  }
}

/** Waits until the demo has read any GPU at all: the page then has its filters. */
async function awaitFleet(request: APIRequestContext): Promise<void> {
  const deadline = performance.now() + firstReadWithinMs;
  while (performance.now() < deadline) {
    const response = await request.get('/api/v1/gpus');
    if (response.ok() && gpuFleetSchema.parse(await response.json()).sites.length > 0) return;
    await setTimeout(1_000);
  }
  throw new Error('The demo read no GPU in time.');
}

/** Opens the page in a context of its own and lets it show the large fleet. */
async function openHeatmap(
  browser: Browser,
  options: BrowserContextOptions,
  { none, body }: { none: string; body: string },
): Promise<{ page: Page; paintMs: number }> {
  const page = await (await browser.newContext(options)).newPage();
  await page.goto('/gpus');
  await page.locator('html[data-interactive]').waitFor({ state: 'attached' });
  // The first answer is empty: what checks answers is fetched with it, and the heatmap is gone until the second.
  const answers = [none, body];
  await page.route('**/api/v1/gpus?*', (route) =>
    route.fulfill({ contentType: 'application/json', body: answers.shift() ?? body }),
  );
  await page.getByRole('button', { name: 'Health', exact: true }).click();
  await page.getByRole('checkbox', { name: /^Healthy/ }).check();
  await page.getByRole('button', { name: 'Clear filters' }).waitFor();
  const painted = page.evaluate(awaitPaint, gpus / devicesPerNode);
  await page.getByRole('checkbox', { name: /^Degraded/ }).check();
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
            .findLast(({ name }) => name.includes('/api/v1/gpus?'));
          const end = answer instanceof PerformanceResourceTiming ? answer.responseEnd : Number.NaN;
          resolve(performance.now() - end);
        };
        channel.port2.postMessage(null);
      });
    });
    observer.observe(document.body, { attributes: true, childList: true, subtree: true });
  });
}

/** Runs in the page: scrolls by so many pixels a frame and gives the milliseconds between frames. */
async function scroll(grid: Element, { frames, pixels }: { frames: number; pixels: number }): Promise<number[]> {
  const taken: number[] = [];
  let before = await new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now())));
  for (let frame = 0; frame < frames; frame++) {
    grid.scrollTop += pixels;
    const now = await new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now())));
    taken.push(now - before);
    before = now;
  }
  return taken;
}
