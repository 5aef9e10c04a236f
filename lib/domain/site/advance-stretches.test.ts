import fc from 'fast-check';
import { expect, it } from 'vitest';
import { advanceStretches } from './advance-stretches';
import type { SiteLook, SiteStretch } from './site-stretch';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 12, minute));
const look = (value: string | null, rest: Partial<SiteLook> = {}): SiteLook => ({
  site: 'oslo',
  kind: 'health',
  subject: 'gpus',
  value,
  detail: null,
  since: null,
  readEveryMs: null,
  ...rest,
});

/** What is kept after several looks, a minute apart. */
function keep(...times: SiteLook[][]): SiteStretch[] {
  let kept: SiteStretch[] = [];
  times.forEach((looks, minute) => {
    const open = kept.filter(({ closedAt }) => closedAt === null);
    const changed = advanceStretches(open, looks, at(minute));
    kept = [...kept.filter((one) => !changed.some(({ id }) => id !== null && id === one.id)), ...changed].map(
      (one, index) => ({ ...one, id: one.id ?? `${minute} ${index}` }),
    );
  });
  return kept.sort((left, right) => left.openedAt.getTime() - right.openedAt.getTime());
}
const told = (stretches: SiteStretch[]) =>
  stretches.map(({ value, openedAt, closedAt }) => [
    value,
    openedAt.getUTCMinutes(),
    closedAt?.getUTCMinutes() ?? null,
  ]);

it('keeps each stretch once, from its beginning to its end, unknown included', () => {
  const values = ['healthy', 'healthy', 'critical', 'critical', 'unknown', 'healthy'];
  expect(told(keep(...values.map((value) => [look(value)])))).toEqual([
    ['healthy', 0, 2],
    ['critical', 2, 4],
    ['unknown', 4, 5],
    ['healthy', 5, null],
  ]);
});

it('goes on while nothing is known, and ends with what it was of', () => {
  expect(told(keep([look('1.33')], [look(null)], [look('1.33')], []))).toEqual([['1.33', 0, 3]]);
  expect(keep([look(null)])).toEqual([]);
});

it('begins when it is told to have begun, but not before what was, nor in the future', () => {
  expect(told(keep([], [], [look('silent', { since: at(1) })]))).toEqual([['silent', 1, null]]);
  expect(told(keep([look('a')], [look('b', { since: new Date(0) })]))).toEqual([
    ['a', 0, 1],
    ['b', 1, null],
  ]);
  expect(told(keep([look('silent', { since: at(9) })]))).toEqual([['silent', 0, null]]);
});

it('has one open of each subject at a time, and no two that overlap', () => {
  const looks = fc.array(
    fc
      .tuple(fc.constantFrom('x', 'y'), fc.constantFrom('a', 'b', null))
      .map(([subject, value]) => look(value, { subject })),
    { maxLength: 2 },
  );
  fc.assert(
    fc.property(fc.array(looks, { maxLength: 8 }), (times) => {
      for (const [, own] of Map.groupBy(keep(...times), ({ subject }) => subject)) {
        expect(own.filter(({ closedAt }) => closedAt === null).length).toBeLessThanOrEqual(1);
        for (const [index, { closedAt }] of own.slice(0, -1).entries())
          expect(Number(closedAt)).toBeLessThanOrEqual(Number(own[index + 1]?.openedAt));
      }
    }),
  );
});
