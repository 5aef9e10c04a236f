import { expect, it } from 'vitest';
import { type GpuUseTime, noGpuTime } from '@/lib/domain/cost/gpu-use';
import { toMeasuredIdle } from './idle-hours';

const account = (day: string, team: string | null, time: Partial<GpuUseTime>) => ({
  day: `2026-11-${day}`,
  team,
  time: { ...noGpuTime, ...time },
});

it('counts what nobody had, over all hours listed: what a team had and left idle is its own', () => {
  const told = toMeasuredIdle([
    account('01', 'vision', { idle: 2, useful: 5, unknown: 1 }),
    account('02', 'vision', { 'not-allocated': 1, 'thrown-away': 1 }),
    account('02', null, { 'not-allocated': 4 }),
  ]);
  expect(told).toEqual({
    days: 2,
    daysByTeam: new Map([
      ['vision', new Set(['2026-11-01', '2026-11-02'])],
      [null, new Set(['2026-11-02'])],
    ]),
    byTeam: new Map([
      ['vision', { idle: 1n, accounted: 10n }],
      [null, { idle: 4n, accounted: 4n }],
    ]),
    unknownPercent: '7.1',
  });
});

it('tells nothing of a day or a team of which nobody measured anything', () => {
  expect(toMeasuredIdle([])).toBeNull();
  expect(toMeasuredIdle([account('01', 'vision', { unknown: 9 })])).toBeNull();
  const told = toMeasuredIdle([
    account('01', 'vision', { unknown: 9 }),
    account('02', 'vision', { unknown: 2 }),
    account('02', 'speech', { useful: 2 }),
  ]);
  expect([told?.days, told?.daysByTeam]).toEqual([1, new Map([['speech', new Set(['2026-11-02'])]])]);
  expect(told?.byTeam).toEqual(new Map([['speech', { idle: 0n, accounted: 2n }]]));
  expect(told?.unknownPercent).toBe('50.0');
});
