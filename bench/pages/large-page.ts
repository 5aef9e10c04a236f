import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import { nobody, signIn } from '@/e2e/setup/journey';
import { launchDemo } from '@/scripts/demo/launch-demo';
import { findChromium } from '@/scripts/setup/find-chromium.mjs';
import { type Measurement, toQuantiles } from '../measure';
import { awaitCalm } from './await-calm';

const loads = 9;
const paintBarMs = { atMost: 300 };
const frameBarMs = { atMost: 16 };

/** A page that is given an answer larger than the demo's own. */
export interface LargePage {
  /** What is shown, as the lines of the table begin. */
  name: string;
  /** Opens the page of one who is signed in, up to the click that asks for the large answer. */
  open(page: Page): Promise<void>;
  /** Asks for the large answer. */
  ask(page: Page): Promise<void>;
  /** Part of the address of the large answer. */
  address: string;
  /** Selects what is on the page only once the large answer is shown. */
  shown: string;
  /** What the first paint may take; 300 ms unless told. */
  paintBar?: { atMost: number };
  /** Moves what is shown and gives the milliseconds between frames, by what it is called. */
  moves: Record<string, (page: Page) => Promise<number[]>>;
}

/** Works on a demo of its own, on a machine that it no longer keeps busy with its first reads. */
export async function onDemo<T>(work: (baseURL: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-bench-'));
  try {
    const demo = await launchDemo(folder);
    try {
      await awaitCalm();
      return await work(demo.record.url);
    } finally {
      await demo.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** How soon a large answer is painted in Chromium on the built console, and what frames cost while it is moved. */
export async function benchLargePage(baseURL: string, large: LargePage): Promise<Measurement[]> {
  const paints = await withBrowser(baseURL, [], async (browser, options) => {
    const taken: number[] = [];
    for (let load = 0; load < loads; load++) {
      const { page, paintMs } = await openPage(browser, options, large);
      taken.push(paintMs);
      await page.context().close();
    }
    return taken;
  });
  const paint = { name: `${large.name}: answer to first paint`, ...toQuantiles(paints), unit: 'ms' as const };
  // Frames follow each other as fast as they can be made, so that their distance is their cost.
  const unbound = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];
  const frames = await withBrowser(baseURL, unbound, async (browser, options) => {
    const { page } = await openPage(browser, options, large);
    const measurements: Measurement[] = [];
    for (const [name, move] of Object.entries(large.moves))
      measurements.push({
        name: `${large.name}: a frame while ${name}`,
        ...toQuantiles(await move(page)),
        unit: 'ms',
        bar: frameBarMs,
      });
    return measurements;
  });
  return [{ ...paint, bar: large.paintBar ?? paintBarMs }, ...frames];
}

/** Works in a browser of its own in which an operator is signed in. */
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

/** Opens the page in a context of its own and lets it show the large answer. */
async function openPage(
  browser: Browser,
  options: BrowserContextOptions,
  { open, ask, address, shown }: LargePage,
): Promise<{ page: Page; paintMs: number }> {
  const page = await (await browser.newContext(options)).newPage();
  // The loader names functions by a helper of its own, which what runs in the page asks for too.
  await page.addInitScript('globalThis.__name = (named) => named');
  await open(page);
  const painted = page.evaluate(awaitPaint, { address, shown });
  await ask(page);
  return { page, paintMs: await painted };
}

/** Runs in the page: milliseconds from the last byte of the API's answer to the frame that shows it. */
function awaitPaint({ address, shown }: { address: string; shown: string }): Promise<number> {
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector(shown) === null) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        // Comes once the frame has been made.
        channel.port1.onmessage = () => {
          const answer = performance.getEntriesByType('resource').findLast(({ name }) => name.includes(address));
          const end = answer instanceof PerformanceResourceTiming ? answer.responseEnd : Number.NaN;
          resolve(performance.now() - end);
        };
        channel.port2.postMessage(null);
      });
    });
    observer.observe(document.body, { attributes: true, childList: true, subtree: true });
  });
}
