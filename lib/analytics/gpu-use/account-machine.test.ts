import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountMachine } from './account-machine';
import { free } from './classify-steps';
import { useStepMs } from './use-steps';

const startMs = Date.UTC(2026, 10, 22, 11, 50);
const holdArb = fc.constantFrom(
  { holder: 'a', team: 'vision', runId: 'r1' },
  { holder: 'b', team: null, runId: 'r2' },
  { holder: free, team: null, runId: null },
  { holder: null, team: null, runId: null },
);
const courseArb = (steps: number) =>
  fc.record({
    holds: fc.array(holdArb, { minLength: steps, maxLength: steps }),
    shares: fc.array(fc.option(fc.constantFrom(0, 0.02, 0.5)), { minLength: steps, maxLength: steps }),
  });

test('the states of every hour add up to the told time of all devices listed, whatever is known of them', () => {
  const count = 16;
  fc.assert(
    fc.property(fc.array(courseArb(count), { maxLength: 5 }), fc.nat(count), fc.nat(count), (devices, one, other) => {
      const [first, last] = [Math.min(one, other), Math.max(one, other)];
      const isTold = (ms: number) => ms >= startMs + first * useStepMs && ms < startMs + last * useStepMs;
      const uses = accountMachine(devices, 'owners', { startMs, count }, isTold);
      const sum = uses.reduce((all, use) => all + use.notAllocatedMs + use.idleMs + use.busyMs + use.unknownMs, 0);
      expect(sum).toBe(devices.length * (last - first) * useStepMs);
      for (const { hourMs, ...use } of uses) {
        expect(hourMs % 3_600_000).toBe(0);
        if (use.notAllocatedMs > 0) expect([use.team, use.runId]).toEqual(['owners', null]);
      }
      expect(new Set(uses.map(({ hourMs, team, runId }) => `${hourMs} ${team} ${runId}`)).size).toBe(uses.length);
    }),
  );
});

test('an hour belongs to who had the devices in it, and to the machine where that is nobody or not known', () => {
  const hold = { holder: 'a', team: 'vision', runId: 'r1' };
  const none = { holder: free, team: null, runId: null };
  const uses = accountMachine(
    [{ holds: [hold, hold, hold, none], shares: [0.9, 0.9, 0.9, 0] }],
    'owners',
    { startMs: startMs + 2 * useStepMs, count: 4 },
    () => true,
  );
  const hourMs = Date.UTC(2026, 10, 22, 12);
  expect(uses).toEqual([
    { hourMs, team: 'vision', runId: 'r1', notAllocatedMs: 0, idleMs: 0, busyMs: 900_000, unknownMs: 0 },
    { hourMs, team: 'owners', runId: null, notAllocatedMs: 300_000, idleMs: 0, busyMs: 0, unknownMs: 0 },
  ]);
});
