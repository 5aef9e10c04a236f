import type { Page } from '@playwright/test';
import type { Measurement } from '../measure';
import { benchLargePage } from '../pages/large-page';

const frames = 240;

/** How soon the topology of `answer`, as the API told it, is painted, and a frame while it is panned and zoomed. */
export function benchTopology(baseURL: string, answer: string): Promise<Measurement[]> {
  const toPicture = (page: Page) => page.getByRole('listbox', { name: 'Sites of the topology' });
  return benchLargePage(baseURL, {
    name: 'topology',
    open: (page) => openTopology(page, answer),
    ask: (page) => page.getByRole('checkbox', { name: /^Down/ }).check(),
    address: '/api/v1/links/topology?',
    shown: '[role="listbox"] canvas[style]',
    moves: {
      panning: (page) => toPicture(page).evaluate(pan, frames),
      zooming: (page) => toPicture(page).evaluate(zoom, frames),
    },
  });
}

/** Opens the page up to the filter that asks for the large topology. */
async function openTopology(page: Page, answer: string): Promise<void> {
  await page.goto('/links/topology');
  await page.locator('html[data-interactive]').waitFor({ state: 'attached' });
  // The first answer fetches what checks answers, and has no line.
  const answers = [JSON.stringify(withoutLines(JSON.parse(answer))), answer];
  await page.route('**/api/v1/links/topology?*', (route) =>
    route.fulfill({ contentType: 'application/json', body: answers.shift() ?? answer }),
  );
  await page.getByRole('button', { name: 'State', exact: true }).click();
  await page.getByRole('checkbox', { name: /^Up/ }).check();
  await page.getByText(/^No links match/).waitFor();
}

function withoutLines(topology: { lines: Record<string, unknown> }): object {
  const lines = Object.fromEntries(Object.entries(topology.lines).map(([key]) => [key, key === 'health' ? '' : []]));
  return { ...topology, sites: [], lines };
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
