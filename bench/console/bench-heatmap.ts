import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type APIRequestContext, type Browser, type BrowserContextOptions, chromium } from '@playwright/test';
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

/**
 * The fleet's heatmap with 20,000 GPUs in Chromium: how soon after the API's answer has arrived it is painted, and what
 * a frame costs while it scrolls. Frames follow each other as fast as they can be made, so that their distance is their cost.
 */
export async function benchHeatmap(): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-bench-'));
  try {
    const demo = await launchDemo(folder);
    const browser = await chromium.launch({
      executablePath: findChromium() ?? undefined,
      args: ['--no-sandbox', '--disable-quic', '--disable-frame-rate-limit', '--disable-gpu-vsync'],
    });
    try {
      return await measureHeatmap(browser, demo.record.url);
    } finally {
      await browser.close();
      await demo.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureHeatmap(browser: Browser, baseURL: string): Promise<Measurement[]> {
  const entry = await browser.newContext({ baseURL, storageState: nobody });
  await signIn(await entry.newPage(), 'operator');
  const options = { baseURL, storageState: await entry.storageState(), viewport: { width: 1440, height: 900 } };
  await awaitFleet(entry.request);
  await entry.close();
  const body = JSON.stringify(generateFleet(gpus, devicesPerNode));
  const paints: number[] = [];
  const frames: number[] = [];
  for (let load = 0; load < loads; load++) {
    const measured = await measureOnce(browser, options, body);
    paints.push(measured.paintMs);
    frames.push(...measured.frameMs);
  }
  return [
    { name: `${gpus} GPUs: answer to first paint`, ...toQuantiles(paints), unit: 'ms', bar: { atMost: 200 } },
    { name: `${gpus} GPUs: a frame while scrolling`, ...toQuantiles(frames), unit: 'ms', bar: { atMost: 16 } },
  ];
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

async function measureOnce(browser: Browser, options: BrowserContextOptions, body: string) {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    await page.goto('/gpus');
    await page.locator('html[data-interactive]').waitFor({ state: 'attached' });
    // The page comes with the demo's own fleet; what it asks for itself is answered with the large one.
    await page.route('**/api/v1/gpus?*', (route) => route.fulfill({ contentType: 'application/json', body }));
    const painted = page.evaluate(awaitPaint, gpus / devicesPerNode);
    await page.getByRole('button', { name: 'Health', exact: true }).click();
    await page.getByRole('checkbox', { name: /^Healthy/ }).check();
    const paintMs = await painted;
    await page.keyboard.press('Escape');
    const frameMs = await page.getByRole('grid').evaluate(scroll, { frames: scrolledFrames, pixels: scrolledPixels });
    return { paintMs, frameMs };
  } finally {
    await context.close();
  }
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
