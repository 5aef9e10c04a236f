import fc from 'fast-check';
import { expect, it } from 'vitest';
import { advanceSiteTroubles } from './advance-site-troubles';
import { advanceStretches } from './advance-stretches';
import type { SiteStretch } from './site-stretch';
import type { SiteTrouble } from './site-trouble';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 12, minute));
const minuteMs = 60_000;

/** What comes of a part that stands so, a word a minute; null: it is not there. Others than critical must last ten minutes. */
function live(words: readonly (string | null)[]): SiteTrouble[] {
  let stretches: SiteStretch[] = [];
  let troubles: SiteTrouble[] = [];
  words.forEach((value, minute) => {
    const now = at(minute);
    const looks =
      value === null
        ? []
        : [
            {
              site: 'oslo',
              kind: 'health' as const,
              subject: 'gpus',
              value,
              detail: value,
              since: null,
              readEveryMs: null,
            },
          ];
    const open = stretches.filter(({ closedAt }) => closedAt === null);
    const moved = advanceStretches(open, looks, now);
    stretches = [...stretches.filter(({ id }) => !moved.some((one) => one.id === id)), ...moved].map((one, index) => ({
      ...one,
      id: one.id ?? `${minute} ${index}`,
    }));
    const near = troubles.filter(
      ({ closedAt }) => closedAt === null || now.getTime() - closedAt.getTime() < 60 * minuteMs,
    );
    const lasting = (_site: string, _part: string, status: string) => (status === 'critical' ? 0 : 10 * minuteMs);
    const changed = advanceSiteTroubles(near, stretches, { lasting, now });
    troubles = [...troubles.filter(({ id }) => !changed.some((one) => one.id === id)), ...changed].map(
      (one, index) => ({
        ...one,
        id: one.id ?? `${minute} ${index}`,
      }),
    );
  });
  return troubles;
}
const minuteOf = (date: Date | null) => date && (date.getTime() - at(0).getTime()) / minuteMs;
const told = (words: readonly (string | null)[]) =>
  live(words).map(({ status, openedAt, statusSince, closedAt, reason }) => [
    status,
    minuteOf(openedAt),
    minuteOf(statusSince),
    minuteOf(closedAt),
    reason,
  ]);
const times = (count: number, word: string | null) => Array.from({ length: count }, () => word);

it('makes no trouble of what did not last', () => {
  expect(told(['healthy', ...times(10, 'unknown'), 'healthy', ...times(9, 'warning'), 'healthy'])).toEqual([]);
});

it('dates a trouble from when the part fell, not from when it had lasted', () => {
  expect(told(['healthy', ...times(11, 'unknown')])).toEqual([['unknown', 1, 1, null, 'unknown']]);
});

it('believes at once what is critical', () => {
  expect(told(['healthy', 'critical'])).toEqual([['critical', 1, 1, null, 'critical']]);
});

it('goes on while the part gets worse or better, and ends once it is well', () => {
  const worse = ['healthy', ...times(11, 'warning'), 'critical'];
  expect(told(worse)).toEqual([['critical', 1, 12, null, 'critical']]);
  expect(told([...worse, 'warning'])).toEqual([['warning', 1, 1, null, 'warning']]);
  expect(told([...worse, 'healthy'])).toEqual([['critical', 1, 12, 13, 'critical']]);
});

it('takes a part that changes between two that are not well for the better of them', () => {
  const changing = Array.from({ length: 12 }, (_, minute) => (minute % 2 === 0 ? 'warning' : 'unknown'));
  expect(told(['healthy', ...changing]).map(([status, opened]) => [status, opened])).toEqual([['warning', 1]]);
});

it('takes another fall within the hour for the same, and a later one for another', () => {
  const again = (quiet: number) => ['healthy', 'critical', ...times(quiet, 'healthy'), 'critical'];
  expect(told(again(59))).toEqual([['critical', 1, 61, null, 'critical']]);
  expect(told(again(61))).toHaveLength(2);
});

it('ends the trouble of a part that is no longer there', () => {
  expect(told(['critical', null])).toEqual([['critical', 0, 0, 1, 'critical']]);
});

it('has at most one trouble open, each ends after it began, and is open just while the part is not well', () => {
  const word = fc.constantFrom('healthy', 'in-progress', 'warning', 'unknown', 'critical', null);
  const course = fc.array(fc.tuple(fc.integer({ min: 1, max: 15 }), word), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(course, (runs) => {
      const words = runs.flatMap(([count, value]) => times(count, value));
      const troubles = live(words);
      const open = troubles.filter(({ closedAt }) => closedAt === null);
      expect(open.length).toBeLessThanOrEqual(1);
      for (const { openedAt, statusSince, closedAt } of troubles) {
        expect(statusSince >= openedAt).toBe(true);
        if (closedAt !== null) expect(closedAt >= statusSince).toBe(true);
      }
      const last = words.at(-1) ?? null;
      if (last === null || last === 'healthy' || last === 'in-progress') expect(open).toEqual([]);
      if (last === 'critical') expect(open.map(({ status }) => status)).toEqual(['critical']);
    }),
  );
});
