import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { signIn } from '@/e2e/setup/journey';
import { launchDemo } from '@/scripts/demo/launch-demo';
import { findChromium } from '@/scripts/setup/find-chromium.mjs';
import { type Measurement, toQuantiles } from '../measure';
import { loadPage } from './load-page';

const pages = ['/overview', '/inventory', '/connections', '/connections/new', '/activity', '/settings'];
const loads = 5;
const readyBar = { atMost: 25_000 };
const scriptBar = { atMost: 220 };
const paintBar = { atMost: 1_500 };

/** The built demo as a person meets it: how soon it is ready, and each page's first load into an empty browser. */
export async function benchConsole(): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-bench-'));
  try {
    await (await launchDemo(folder)).stop();
    const demo = await launchDemo(folder);
    try {
      const ready = { median: demo.readyMs, p95: demo.readyMs };
      return [
        { name: 'demo ready, second start', ...ready, unit: 'ms', bar: readyBar },
        ...(await benchPages(demo.record.url)),
      ];
    } finally {
      await demo.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchPages(baseURL: string): Promise<Measurement[]> {
  const browser = await chromium.launch({
    executablePath: findChromium() ?? undefined,
    args: ['--no-sandbox', '--disable-quic'],
  });
  try {
    const storageState = await signedInState(browser, baseURL);
    const measurements = await benchPage(browser, { baseURL }, '/sign-in');
    for (const path of pages) measurements.push(...(await benchPage(browser, { baseURL, storageState }, path)));
    return measurements;
  } finally {
    await browser.close();
  }
}

async function benchPage(browser: Browser, options: Parameters<typeof loadPage>[1], path: string) {
  const scripts: number[] = [];
  const paints: number[] = [];
  for (let turn = 0; turn < loads; turn++) {
    const { scriptKilobytes, largestPaintMs } = await loadPage(browser, options, path);
    scripts.push(scriptKilobytes);
    paints.push(largestPaintMs);
  }
  const measurements: Measurement[] = [
    { name: `${path}: compressed JavaScript`, ...toQuantiles(scripts), unit: 'kB', bar: scriptBar },
    { name: `${path}: largest contentful paint`, ...toQuantiles(paints), unit: 'ms', bar: paintBar },
  ];
  return measurements;
}

async function signedInState(browser: Browser, baseURL: string) {
  const context = await browser.newContext({ baseURL });
  await signIn(await context.newPage(), 'admin');
  const state = await context.storageState();
  await context.close();
  return state;
}
