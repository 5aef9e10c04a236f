import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHealthLetters } from '@/lib/api/contracts/health-letters';
import type { linkHealths } from '@/lib/api/contracts/link-keys';
import type { Topology } from '@/lib/api/contracts/topology';
import { fitCamera, panBy, reveal, toView, zoomAt } from './camera';
import { nameLine, sayCapacity, sayLine } from './say-scene';
import { isSelected, linesDrawnAlways, pickDrawn, toScene, toWidth } from './to-scene';
import { hitScene, stepSite, stubEnd } from './walk-scene';

const site = (name: string, x: number, y: number) => ({ name, title: name.toUpperCase(), x, y, isLocated: true });
type Drawn = [from: number, to: number, health: (typeof linkHealths)[number], links?: number];

function topology(sites: Topology['sites'], drawn: readonly Drawn[]): Pick<Topology, 'sites' | 'lines'> {
  return {
    sites,
    lines: {
      from: drawn.map(([from]) => from),
      to: drawn.map(([, to]) => to),
      links: drawn.map(([, , , links]) => links ?? 1),
      nameless: drawn.map(() => 0),
      unhealthy: drawn.map(([, , health]) => (health === 'healthy' ? 0 : 1)),
      health: toHealthLetters(drawn.map(([, , health]) => health)),
      capacity: drawn.map(() => 10e9),
      unknownCapacity: drawn.map(() => 0),
      busiest: drawn.map(() => null),
    },
  };
}

const places = [site('a', 0, 0), site('b', 100, 0), site('c', 100, 100), site('d', 0, 100)];
const all = { at: null, to: null, outside: false };

describe('a scene', () => {
  const scene = toScene(
    topology(places, [
      [0, 1, 'critical', 3],
      [1, 2, 'healthy'],
      [1, 1, 'healthy', 5],
      [2, -1, 'healthy', 2],
    ]),
  );

  it('knows each site as bad as its worst line, with all links that end at it', () => {
    expect(scene.sites.map(({ health, links }) => [health, links])).toEqual([
      ['critical', 3],
      ['critical', 9],
      ['healthy', 3],
      ['disabled', 0],
    ]);
  });

  it('draws few lines all, but never one within a site', () => {
    expect(pickDrawn(scene, all)).toMatchObject({ leftOut: 0, lines: [{ index: 0 }, { index: 1 }, { index: 3 }] });
  });

  it('finds the lines of a site, of two sites in either order, and of a site to nowhere', () => {
    const of = (at: string | null, to: string | null, outside = false) =>
      scene.lines.filter((line) => isSelected(line, { at, to, outside })).map(({ index }) => index);
    expect(of('b', null)).toEqual([0, 1, 2]);
    expect(of('b', 'a')).toEqual([0]);
    expect(of('b', 'b')).toEqual([2]);
    expect(of('c', null, true)).toEqual([3]);
    expect(of(null, null)).toEqual([]);
  });

  it('names its lines, and says of a capacity that it is a floor', () => {
    expect(scene.lines.map(nameLine)).toEqual(['A – B', 'B – C', 'Within B', 'C – not known where']);
    expect(sayCapacity({ capacity: 10e9, unknownCapacity: 1 })).toBe('≥ 10 Gbit/s');
    expect(sayCapacity({ capacity: null, unknownCapacity: 1 })).toBeNull();
    expect(scene.lines.flatMap((line) => sayLine(line).lines).join()).toContain('Utilisation not known');
  });
});

it('of many lines only the unhealthy ones and what is looked at are drawn', () => {
  const sites = Array.from({ length: linesDrawnAlways + 2 }, (_, index) => site(`s${index}`, index, 0));
  const lines = sites.slice(1).map((_, index): Drawn => [index, index + 1, index === 0 ? 'unknown' : 'healthy']);
  const scene = toScene(topology(sites, lines));
  expect(pickDrawn(scene, all)).toMatchObject({ leftOut: linesDrawnAlways, lines: [{ index: 0 }] });
  const looked = pickDrawn(scene, { at: 's9', to: null, outside: false });
  expect(looked.lines.map(({ index }) => index)).toEqual([0, 8, 9]);
});

it('a line is the wider the more it carries, and thinnest where that is not known', () => {
  const widths = [null, 1e8, 1e9, 1e10, 1e11, 1e12].map(toWidth);
  expect(widths).toEqual(widths.toSorted((one, other) => one - other));
  expect(new Set(widths).size).toBe(widths.length);
});

describe('the camera', () => {
  const size = { width: 800, height: 500 };
  const points = fc.array(
    fc.record({ x: fc.integer({ min: 0, max: 1_440 }), y: fc.integer({ min: -170, max: 1_560 }) }),
    {
      minLength: 1,
      maxLength: 20,
    },
  );

  it('shows every site when it fits', () => {
    fc.assert(
      fc.property(points, (some) => {
        const camera = fitCamera(some, size);
        for (const point of some) {
          const { x, y } = toView(camera, point);
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(size.width);
          // The least scale may be too large for a low picture of the whole world.
          if (camera.scale > 0.25) expect(Math.abs(y - size.height / 2)).toBeLessThanOrEqual(size.height / 2);
        }
      }),
    );
  });

  it('leaves what is under the pointer where it is, and zooming back undoes it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 0, max: 500 }),
        fc.double({ min: 0.5, max: 2, noNaN: true }),
        (x, y, factor) => {
          const camera = fitCamera(places, size);
          const zoomed = zoomAt(camera, { x, y }, factor);
          const under = { x: (x - camera.left) / camera.scale, y: (y - camera.top) / camera.scale };
          expect(toView(zoomed, under).x).toBeCloseTo(x, 6);
          expect(toView(zoomed, under).y).toBeCloseTo(y, 6);
          expect(zoomAt(zoomed, { x, y }, 1 / factor).left).toBeCloseTo(camera.left, 6);
        },
      ),
    );
  });

  it('moves no more than it must for a site to come into view', () => {
    const camera = fitCamera(places, size);
    expect(reveal(camera, { x: 50, y: 50 }, size)).toEqual(camera);
    const away = panBy(camera, 5_000, 0);
    const { x } = toView(reveal(away, { x: 50, y: 50 }, size), { x: 50, y: 50 });
    expect(x).toBeLessThan(size.width);
  });
});

describe('walking', () => {
  const { sites, lines } = toScene(
    topology(places, [
      [0, 1, 'healthy'],
      [2, -1, 'healthy'],
    ]),
  );
  const named = (name: string) => sites.find((one) => one.name === name) ?? null;

  it('leads to the nearest site in the direction of the key, and back', () => {
    expect(stepSite(sites, null, 'ArrowDown')?.name).toBe('a');
    expect(stepSite(sites, named('a'), 'ArrowRight')?.name).toBe('b');
    expect(stepSite(sites, named('b'), 'ArrowDown')?.name).toBe('c');
    expect(stepSite(sites, named('c'), 'ArrowLeft')?.name).toBe('d');
    expect(stepSite(sites, named('a'), 'ArrowLeft')).toBeNull();
    expect(stepSite(sites, named('a'), 'x')).toBeNull();
  });

  it('finds what is under the pointer: a site before a line, and a line to nowhere at its end', () => {
    const camera = { scale: 2, left: 10, top: 10 };
    const at = (x: number, y: number) => hitScene({ sites, lines }, camera, { x, y });
    expect(at(12, 12)).toMatchObject({ site: { name: 'a' } });
    expect(at(110, 13)).toMatchObject({ line: { index: 0 } });
    expect(at(210 + stubEnd.x, 210 + stubEnd.y)).toMatchObject({ line: { index: 1 } });
    expect(at(110, 60)).toBeNull();
  });
});
