import { setTimeout } from 'node:timers/promises';
import type { APIRequestContext, Page } from '@playwright/test';
import { gpuFleetSchema } from '@/lib/api/contracts/gpus';
import type { Measurement } from '../measure';
import { benchLargePage, onDemo } from '../pages/large-page';
import { generateFleet } from './generate-fleet';

const gpus = 20_000;
const devicesPerNode = 8;
const scrolledFrames = 240;
const scrolledPixels = 24;
const firstReadWithinMs = 90_000;

/** The fleet's heatmap with 20,000 GPUs in Chromium: how soon it is painted, and what a frame costs while it scrolls. */
export async function benchHeatmap(): Promise<Measurement[]> {
  const fleet = generateFleet(gpus, devicesPerNode);
  const answers = { none: JSON.stringify({ ...fleet, sites: [] }), body: JSON.stringify(fleet) };
  const scrolled = { frames: scrolledFrames, pixels: scrolledPixels };
  return onDemo((baseURL) =>
    benchLargePage(baseURL, {
      name: `${gpus} GPUs`,
      open: (page) => openHeatmap(page, answers),
      ask: (page) => page.getByRole('checkbox', { name: /^Degraded/ }).check(),
      address: '/api/v1/gpus?',
      shown: `[role="grid"][aria-rowcount="${gpus / devicesPerNode}"]`,
      paintBar: { atMost: 200 },
      moves: { scrolling: (page) => page.getByRole('grid').evaluate(scroll, scrolled) },
    }),
  );
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

/** Opens the page up to the filter that asks for the large fleet. */
async function openHeatmap(page: Page, { none, body }: { none: string; body: string }): Promise<void> {
  await awaitFleet(page.request);
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
