import type { Browser, BrowserContextOptions, Page } from '@playwright/test';

/** One first load into an empty browser. */
export interface PageLoad {
  /** Bodies of all scripts until the network is quiet, as compressed on the wire, in thousands of bytes. */
  scriptKilobytes: number;
  /** Largest contentful paint after the navigation's start, in milliseconds. */
  largestPaintMs: number;
}

/** Opens a page in a browser context of its own. Throws when the browser reports no paint. */
export async function loadPage(browser: Browser, options: BrowserContextOptions, path: string): Promise<PageLoad> {
  const context = await browser.newContext({ ...options, viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    const sizes: Promise<number>[] = [];
    page.on('requestfinished', (request) => {
      if (request.resourceType() === 'script')
        sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    await page.goto(path, { waitUntil: 'networkidle' });
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    return { scriptKilobytes: bytes / 1_000, largestPaintMs: await readLargestPaint(page) };
  } finally {
    await context.close();
  }
}

async function readLargestPaint(page: Page): Promise<number> {
  const paint = await page.evaluate(
    () =>
      new Promise<number | null>((resolve) => {
        setTimeout(() => resolve(null), 2_000);
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? null)).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        });
      }),
  );
  if (paint === null) throw new Error('The browser reported no largest contentful paint.');
  return paint;
}
