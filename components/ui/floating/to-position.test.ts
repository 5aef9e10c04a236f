import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Placement, toPosition } from './to-position';

const view = { width: 1000, height: 800 };
const below: Placement = { side: 'bottom', align: 'start' };

describe('a floating panel', () => {
  test('stands under its anchor, along its start or its end', () => {
    const anchor = { left: 100, top: 100, width: 80, height: 30 };
    expect(toPosition(anchor, { width: 200, height: 100 }, view, below)).toMatchObject({ left: 100, top: 134 });
    expect(toPosition(anchor, { width: 60, height: 100 }, view, { side: 'bottom', align: 'end' }).left).toBe(120);
    expect(toPosition(anchor, { width: 60, height: 100 }, view, { side: 'bottom', align: 'center' }).left).toBe(110);
  });

  test('goes to the other side where there is more room', () => {
    const low = { left: 100, top: 760, width: 80, height: 30 };
    expect(toPosition(low, { width: 200, height: 100 }, view, below).top).toBe(656);
    const right = { left: 950, top: 100, width: 40, height: 30 };
    expect(toPosition(right, { width: 200, height: 30 }, view, { side: 'right', align: 'center' }).left).toBe(746);
  });

  test('stays in the window while it fits in it', () => {
    const size = fc.record({ width: fc.integer({ min: 1, max: 900 }), height: fc.integer({ min: 1, max: 700 }) });
    const anchors = fc.record({
      left: fc.integer({ min: 0, max: 960 }),
      top: fc.integer({ min: 0, max: 760 }),
      width: fc.constant(40),
      height: fc.constant(40),
    });
    const placements = fc.record<Placement>({
      side: fc.constantFrom('top', 'right', 'bottom', 'left'),
      align: fc.constantFrom('start', 'center', 'end'),
    });
    fc.assert(
      fc.property(anchors, size, placements, (anchor, panel, placement) => {
        const { left, top, maxHeight } = toPosition(anchor, panel, view, placement);
        expect(left).toBeGreaterThanOrEqual(8);
        expect(top).toBeGreaterThanOrEqual(8);
        expect(left + panel.width).toBeLessThanOrEqual(view.width - 8);
        expect(top + Math.min(panel.height, maxHeight)).toBeLessThanOrEqual(view.height - 8);
      }),
    );
  });
});
