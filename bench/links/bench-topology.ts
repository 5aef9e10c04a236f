import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import { nobody, signIn } from '@/e2e/setup/journey';
import { launchDemo } from '@/scripts/demo/launch-demo';
import { findChromium } from '@/scripts/setup/find-chromium.mjs';
import { type Measurement, toQuantiles } from '../measure';

const loads = 5;
const frames = 240;

/** The topology of `answer`, as the API told it, in Chromium on the built console. */
export async function benchTopology(answer: string): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-bench-'));
  try {
    const demo = await launchDemo(folder);
    try {
      return await measureTopology(demo.record.url, answer);
    } finally {
      await demo.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** How soon the topology is painted once its answer came, and what a frame costs while it is panned and zoomed. */
export async function measureTopology(baseURL: string, answer: string): Promise<Measurement[]> {
  const paints = await withBrowser(baseURL, [], async (browser, options) => {
    const taken: number[] = [];
    for (let load = 0; load < loads; load++) {
      const { page, paintMs } = await openTopology(browser, options, answer);
      taken.push(paintMs);
      await page.context().close();
    }
    return taken;
  });
  // Frames follow each other as fast as they can be made, so that their distance is their cost.
  const unbound = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];
  const moved = await withBrowser(baseURL, unbound, async (browser, options) => {
    const { page } = await openTopology(browser, options, answer);
    const picture = page.getByRole('listbox', { name: 'Sites of the topology' });
    await picture.focus();
    return { pan: await picture.evaluate(pan, frames), zoom: await picture.evaluate(zoom, frames) };
  });
  return [
    { name: 'topology: answer to first paint', ...toQuantiles(paints), unit: 'ms', bar: { atMost: 300 } },
    { name: 'topology: a frame while it is panned', ...toQuantiles(moved.pan), unit: 'ms', bar: { atMost: 16 } },
    { name: 'topology: a frame while it is zoomed', ...toQuantiles(moved.zoom), unit: 'ms', bar: { atMost: 16 } },
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

/** Opens the page in a context of its own and lets it show the large topology. */
async function openTopology(
  browser: Browser,
  options: BrowserContextOptions,
  answer: string,
): Promise<{ page: Page; paintMs: number }> {
  const page = await (await browser.newContext(options)).newPage();
  await page.goto('/links/topology');
  await page.locator('html[data-interactive]').waitFor({ state: 'attached' });
  // The first answer fetches what checks answers, and has no line.
  const none = JSON.stringify(withoutLines(JSON.parse(answer)));
  const answers = [none, answer];
  await page.route('**/api/v1/links/topology?*', (route) =>
    route.fulfill({ contentType: 'application/json', body: answers.shift() ?? answer }),
  );
  await page.getByRole('button', { name: 'State', exact: true }).click();
  await page.getByRole('checkbox', { name: /^Up/ }).check();
  await page.getByText(/^No links match/).waitFor();
  const painted = page.evaluate(awaitPaint);
  await page.getByRole('checkbox', { name: /^Down/ }).check();
  return { page, paintMs: await painted };
}

function withoutLines(topology: { lines: Record<string, unknown> }): object {
  const lines = Object.fromEntries(Object.entries(topology.lines).map(([key]) => [key, key === 'health' ? '' : []]));
  return { ...topology, sites: [], lines };
}

/** Runs in the page: milliseconds from the last byte of the API's answer to the frame that shows the picture. */
function awaitPaint(): Promise<number> {
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector('[role="listbox"] canvas[style]') === null) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        // Comes once the frame has been made.
        channel.port1.onmessage = () => {
          const told = performance
            .getEntriesByType('resource')
            .findLast(({ name }) => name.includes('/api/v1/links/topology?'));
          const end = told instanceof PerformanceResourceTiming ? told.responseEnd : Number.NaN;
          resolve(performance.now() - end);
        };
        channel.port2.postMessage(null);
      });
    });
    observer.observe(document.body, { attributes: true, childList: true, subtree: true });
  });
}

/** Runs in the page: drags the picture to and fro and gives the milliseconds between frames. */
async function pan(picture: Element, count: number): Promise<number[]> {
  const box = picture.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  // No function of its own: the loader gives those a name by a helper that the page has not.
  const mouse = { bubbles: true, pointerId: 1, pointerType: 'mouse', button: 0, clientY: y };
  // What no pointer of the browser's own does cannot be captured.
  picture.setPointerCapture = () => undefined;
  picture.dispatchEvent(new PointerEvent('pointerdown', { ...mouse, clientX: x }));
  const taken: number[] = [];
  let before = await new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now())));
  for (let frame = 0; frame < count; frame++) {
    const clientX = x + 200 * Math.sin(frame / 20);
    picture.dispatchEvent(new PointerEvent('pointermove', { ...mouse, clientX }));
    const now = await new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now())));
    taken.push(now - before);
    before = now;
  }
  picture.dispatchEvent(new PointerEvent('pointerup', { ...mouse, clientX: x }));
  return taken;
}

/** Runs in the page: zooms the picture in and out and gives the milliseconds between frames. */
async function zoom(picture: Element, count: number): Promise<number[]> {
  const box = picture.getBoundingClientRect();
  const at = { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
  const taken: number[] = [];
  let before = await new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now())));
  for (let frame = 0; frame < count; frame++) {
    const deltaY = 40 * Math.cos(frame / 20);
    picture.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, deltaY, ...at }));
    const now = await new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now())));
    taken.push(now - before);
    before = now;
  }
  return taken;
}
