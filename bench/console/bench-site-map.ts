import type { Page } from '@playwright/test';
import type { Measurement } from '../measure';
import { benchLargePage, onDemo } from '../pages/large-page';
import { generateLines, generateSites } from './generate-sites';

const sites = 1_000;
const lines = 10_000;
const frames = 240;
const mapLabel = `Map of ${sites.toLocaleString('en-US')} sites`;

/** The map with 1,000 sites in Chromium: how soon it is painted, and what a frame costs while it is dragged and zoomed. */
export async function benchSiteMap(): Promise<Measurement[]> {
  const standings = generateSites(sites);
  const answers = { sites: JSON.stringify(standings), lines: JSON.stringify(generateLines(standings, lines)) };
  const moveMap = (by: 'drag' | 'wheel') => (page: Page) =>
    page.getByRole('group', { name: mapLabel }).evaluate(move, { by, frames });
  return onDemo((baseURL) =>
    benchLargePage(baseURL, {
      name: `${sites} sites`,
      open: (page) => openMap(page, answers),
      // The page asks again by itself, seconds after it was opened.
      ask: () => Promise.resolve(),
      address: '/api/v1/site-standings',
      shown: `[aria-label="${mapLabel}"]`,
      moves: { dragging: moveMap('drag'), zooming: moveMap('wheel') },
    }),
  );
}

/** Opens the page with the demo's own sites; what it reads after them is the many. */
async function openMap(page: Page, answers: { sites: string; lines: string }): Promise<void> {
  const answer = (path: string, body: string) =>
    page.route(`**/api/v1/${path}`, (route) => route.fulfill({ contentType: 'application/json', body }));
  await answer('links/topology*', answers.lines);
  await answer('site-standings', answers.sites);
  await page.goto('/sites');
  await page.locator('html[data-interactive]').waitFor({ state: 'attached' });
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
