import { expect, test } from 'vitest';
import { toTokensByDay } from './token-rises';

const hourMs = 3_600_000;
const midnight = Date.UTC(2026, 10, 2);

test('tokens of a day are what the counter rose by in it, also past a restart of the server', () => {
  const steps = [
    { startsAt: midnight - 2 * hourMs, min: 900, max: 1_000 },
    { startsAt: midnight - hourMs, min: 1_100, max: 1_500 },
    { startsAt: midnight, min: 1_500, max: 1_700 },
    // It started anew within this hour, at 0: 100 more before, 40 after.
    { startsAt: midnight + hourMs, min: 40, max: 1_800 },
    { startsAt: midnight + 2 * hourMs, min: 60, max: 90 },
  ];
  const columns = {
    startsAt: steps.map(({ startsAt }) => startsAt),
    min: steps.map(({ min }) => min),
    max: steps.map(({ max }) => max),
    sum: steps.map(({ max }) => max),
    count: steps.map(() => 1),
  };
  expect([...toTokensByDay(columns)]).toEqual([
    ['2026-11-01', 500],
    ['2026-11-02', 200 + 140 + 50],
  ]);
  expect(toTokensByDay({ startsAt: [], min: [], max: [], sum: [], count: [] }).size).toBe(0);
});
