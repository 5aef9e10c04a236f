import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MetricName } from '@/lib/domain/metric';
import type { RolledSeries } from '@/lib/store/metrics/metric-store';
import { toReadings } from './quality-readings';

const stretchMs = 300_000;

/** A series by its means of five minutes; null: nothing was measured. */
function series(metric: MetricName, means: (number | null)[], attributes: Record<string, string> = {}): RolledSeries {
  const kept = means.flatMap((mean, index) => (mean === null ? [] : [{ mean, atMs: index * stretchMs }]));
  const column = (value: (one: (typeof kept)[number]) => number) => Float64Array.from(kept, value);
  return {
    series: { connectionId: 'one', metric, unit: '1', definition: metric, subject: 'link', attributes },
    startsAt: column(({ atMs }) => atMs),
    min: column(({ mean }) => mean),
    max: column(({ mean }) => mean),
    sum: column(({ mean }) => 5 * mean),
    count: column(() => 5),
  };
}

const drops = (means: (number | null)[], lane: string) => series('link.packet.drop.rate', means, { lane });
const told = (...all: RolledSeries[]) =>
  toReadings(all, 'drops', true).map(({ value, isPartial }) => [value, isPartial]);

it('adds up what is counted apart, and says where a part is missing', () => {
  expect(told(drops([1, 2, 3], 'a'), drops([10, null, 30], 'b'))).toEqual([
    [11, false],
    [2, true],
    [33, false],
  ]);
});

it('misses nothing that was not measured yet, and of what ended only the present misses it', () => {
  const ended = [drops([1, 1, 1, 1], 'a'), drops([null, 5, 5, null], 'b')];
  expect(told(...ended).map(([, isPartial]) => isPartial)).toEqual([false, false, false, true]);
  expect(toReadings(ended, 'drops', false).some(({ isPartial }) => isPartial)).toBe(false);
});

it('misses no reason of drops while another of the same count is told', () => {
  const of = (means: (number | null)[], reason: string, direction = 'receive') =>
    series('link.packet.drop.rate', means, { direction, reason });
  expect(told(of([1, 1, 1, null], 'a'), of([null, 90, null, null], 'b'), of([0, 0, 0, 0], 'c', 'transmit'))).toEqual([
    [1, false],
    [91, false],
    [1, false],
    [0, true],
  ]);
});

it('counts a stretch once that comes in two pieces', () => {
  expect(told(drops([4, 5], 'a'), drops([null, 5, 6], 'a')).map(([value]) => value)).toEqual([4, 5, 6]);
});

it('takes the worst path and never mixes unlike definitions', () => {
  const slow = [series('link.latency', [1, 9], { path: 'a' }), series('link.latency', [2, 3], { path: 'b' })];
  const other = series('link.latency', [50, 50]);
  const all = [...slow, { ...other, series: { ...other.series, definition: 'another' } }];
  expect(toReadings(all, 'latency', true).map(({ value }) => value)).toEqual([2, 9]);
});

it('is no worse than the truth where a part is missing', () => {
  const means = fc.array(fc.option(fc.integer({ min: 0, max: 99 }), { nil: null }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(means, means, (one, other) => {
      const whole = toReadings(
        [
          drops(
            one.map((each) => each ?? 7),
            'a',
          ),
          drops(
            other.map((each) => each ?? 7),
            'b',
          ),
        ],
        'drops',
        true,
      );
      const valueAt = new Map(whole.map(({ atMs, value }) => [atMs, value]));
      for (const { atMs, value } of toReadings([drops(one, 'a'), drops(other, 'b')], 'drops', true))
        expect(value).toBeLessThanOrEqual(Number(valueAt.get(atMs)));
    }),
  );
});
