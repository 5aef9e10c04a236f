import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classifySteps, type DeviceStep, free } from './classify-steps';

const held = (...shares: (number | null)[]): DeviceStep[] => shares.map((share) => ({ holder: 'a', share }));

describe('what a device did', () => {
  test('is idle where its holder left it below 5 % for a quarter of an hour, and busy where the pause was shorter', () => {
    expect(classifySteps(held(0.9, 0.01, 0, 0.049, 0.8))).toEqual(['busy', 'idle', 'idle', 'idle', 'busy']);
    expect(classifySteps(held(0.9, 0.01, 0, 0.05, 0.8))).toEqual(Array(5).fill('busy'));
  });

  test('is idle for nobody longer than they have it', () => {
    const steps: DeviceStep[] = [...held(0, 0), { holder: 'b', share: 0 }, { holder: 'b', share: 0 }];
    expect(classifySteps(steps)).toEqual(Array(4).fill('busy'));
  });

  test('is not known where nobody measured it, and a hole is no idleness', () => {
    expect(classifySteps(held(0, 0, null, 0, 0))).toEqual(['busy', 'busy', 'unknown', 'busy', 'busy']);
    expect(classifySteps([{ holder: null, share: 0 }])).toEqual(['unknown']);
  });

  test('need not be measured where nobody has it, and is busy whoever is told to have it', () => {
    expect(
      classifySteps([
        { holder: free, share: null },
        { holder: free, share: 0.01 },
        { holder: free, share: 0.7 },
        { holder: null, share: 0.7 },
      ]),
    ).toEqual(['not-allocated', 'not-allocated', 'busy', 'busy']);
  });

  const stepArb = fc.record({
    holder: fc.constantFrom('a', 'b', free, null),
    share: fc.option(fc.constantFrom(0, 0.01, 0.0499, 0.05, 0.5, 1)),
  });

  test('is told of every step, and idle only in stretches of three steps or more', () => {
    fc.assert(
      fc.property(fc.array(stepArb, { maxLength: 40 }), (steps) => {
        const uses = classifySteps(steps);
        expect(uses).toHaveLength(steps.length);
        uses.forEach((use, index) => {
          const { holder, share } = steps[index] ?? { holder: null, share: null };
          if (share === null) expect(use).toBe(holder === free ? 'not-allocated' : 'unknown');
          if (use !== 'idle') return;
          expect([holder === null, holder === free, share === null || share >= 0.05]).toEqual([false, false, false]);
          const stretches = [index - 2, index - 1, index].map((start) => uses.slice(Math.max(0, start), start + 3));
          expect(stretches.some((three) => three.length === 3 && three.every((one) => one === 'idle'))).toBe(true);
        });
      }),
    );
  });

  test('says the same of a step from within two steps around it as from all of them, but at the ends of what is known', () => {
    fc.assert(
      fc.property(fc.array(stepArb, { minLength: 5, maxLength: 30 }), fc.nat(), (steps, seed) => {
        const from = 2 + (seed % (steps.length - 4));
        const around = classifySteps(steps.slice(from - 2, from + 3));
        expect(around[2]).toBe(classifySteps(steps)[from]);
      }),
    );
  });
});
