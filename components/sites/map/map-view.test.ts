import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { worldWidth } from './map-site';
import {
  boundView,
  carryView,
  clipLine,
  findLimits,
  fitNear,
  fitView,
  panBy,
  reveal,
  toFarthest,
  zoomAt,
} from './map-view';

const frame = { width: 600, height: 400, worldHeight: 450 };
const anyPoint = fc.record({
  x: fc.double({ min: 0, max: worldWidth, noNaN: true }),
  y: fc.double({ min: 0, max: frame.worldHeight, noNaN: true }),
});

describe('the view of the map', () => {
  test('is fitted so that every site is within the frame', () => {
    fc.assert(
      fc.property(fc.array(anyPoint, { minLength: 1, maxLength: 20 }), (points) => {
        const view = fitView(points, frame);
        for (const { x, y } of points) {
          expect(x * view.scale + view.x).toBeGreaterThanOrEqual(-1e-6);
          expect(x * view.scale + view.x).toBeLessThanOrEqual(frame.width + 1e-6);
          expect(y * view.scale + view.y).toBeGreaterThanOrEqual(-1e-6);
          expect(y * view.scale + view.y).toBeLessThanOrEqual(frame.height + 1e-6);
        }
      }),
    );
  });

  test('shows the whole world where no site has a place', () => {
    expect(fitView([], frame)).toEqual({ scale: 0.6, x: 0, y: 65 });
    expect(findLimits(fitView([], frame), frame)).toEqual({ canComeNearer: true, canGoFarther: false });
  });

  test('keeps what is under the pointer there while zooming, away from the edges', () => {
    const view = boundView({ scale: 4, x: -1500, y: -600 }, frame);
    const at = { x: 300, y: 200 };
    const before = { x: (at.x - view.x) / view.scale, y: (at.y - view.y) / view.scale };
    const nearer = zoomAt(view, 2, at, frame);
    expect(nearer.scale).toBe(8);
    expect((at.x - nearer.x) / nearer.scale).toBeCloseTo(before.x);
    expect((at.y - nearer.y) / nearer.scale).toBeCloseTo(before.y);
  });

  test('never leaves the world, however far it is dragged or zoomed', () => {
    const anyStep = fc.tuple(
      fc.double({ min: -5000, max: 5000, noNaN: true }),
      fc.double({ min: -5000, max: 5000, noNaN: true }),
      fc.double({ min: 0.01, max: 100, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 10 }), (steps) => {
        let view = fitView([], frame);
        for (const [dx, dy, factor] of steps)
          view = zoomAt(panBy(view, dx, dy, frame), factor, { x: 10, y: 10 }, frame);
        expect(view.scale).toBeGreaterThanOrEqual(toFarthest(frame));
        expect(view.x).toBeLessThanOrEqual(1e-6);
        expect(view.x + worldWidth * view.scale).toBeGreaterThanOrEqual(frame.width - 1e-6);
      }),
    );
  });

  test('moves only as far as it takes to see a point', () => {
    const view = fitNear([{ x: 500, y: 200 }], frame);
    expect(reveal(view, { x: 500, y: 200 }, frame)).toBe(view);
    const moved = reveal(view, { x: 520, y: 200 }, frame);
    expect(520 * moved.scale + moved.x).toBeCloseTo(frame.width - 56);
    expect(moved.y).toBe(view.y);
  });

  test('keeps its middle when the frame changes its size', () => {
    const view = boundView({ scale: 4, x: -1500, y: -600 }, frame);
    const wider = { ...frame, width: 800 };
    const carried = carryView({ view, frame }, wider);
    expect((400 - carried.x) / carried.scale).toBeCloseTo((300 - view.x) / view.scale);
  });
});

describe('a line on the map', () => {
  const box = { left: 100, right: 300, top: 50, bottom: 150 };
  const isIn = ({ x, y }: { x: number; y: number }, by = 1e-6) =>
    x >= box.left - by && x <= box.right + by && y >= box.top - by && y <= box.bottom + by;

  test('is drawn as far as it is within the box, and not at all where it passes by', () => {
    expect(clipLine({ x: 0, y: 100 }, { x: 400, y: 100 }, box)).toEqual({
      from: { x: 100, y: 100 },
      to: { x: 300, y: 100 },
    });
    const [from, to] = [
      { x: 120, y: 60 },
      { x: 280, y: 140 },
    ];
    expect(clipLine(from, to, box)).toEqual({ from, to });
    expect(clipLine({ x: 0, y: 0 }, { x: 99, y: 400 }, box)).toBeNull();
    expect(clipLine({ x: 0, y: 140 }, { x: 200, y: 440 }, box)).toBeNull();
    expect(clipLine(from, from, box)).toEqual({ from, to: from });
  });

  test('leaves out no part of what is seen, and keeps nothing out of view', () => {
    fc.assert(
      fc.property(anyPoint, anyPoint, fc.double({ min: 0, max: 1, noNaN: true }), (from, to, share) => {
        const clipped = clipLine(from, to, box);
        if (clipped !== null) expect(isIn(clipped.from) && isIn(clipped.to)).toBe(true);
        const point = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
        if (!isIn(point, -1e-6)) return;
        expect(clipped).not.toBeNull();
        const length = (a: { x: number; y: number }, b: { x: number; y: number }) => Math.hypot(a.x - b.x, a.y - b.y);
        if (clipped === null) return;
        const way = length(clipped.from, point) + length(point, clipped.to);
        expect(way).toBeCloseTo(length(clipped.from, clipped.to), 6);
      }),
    );
  });
});
