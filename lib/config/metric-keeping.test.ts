import { expect, test } from 'vitest';
import { FaultList } from './environment';
import { readMetricKeeping } from './metric-keeping';

const hour = 3_600_000;
const day = 24 * hour;

function read(env: Record<string, string>) {
  const faults = new FaultList();
  return { keeping: readMetricKeeping(env, faults), faults: faults.sentences };
}

test('keeps raw samples two days, five minutes a month and hours thirteen months unless told otherwise', () => {
  expect(read({})).toEqual({
    keeping: { rawMs: 48 * hour, fiveMinuteMs: 30 * day, hourlyMs: 396 * day, seriesLimit: 500_000 },
    faults: [],
  });
});

test('takes hours and days', () => {
  const { keeping, faults } = read({
    MILLWRIGHT_METRIC_RAW_KEPT: '6h',
    MILLWRIGHT_METRIC_FIVE_MINUTES_KEPT: '7d',
    MILLWRIGHT_METRIC_HOURS_KEPT: '800d',
    MILLWRIGHT_METRIC_SERIES_LIMIT: '1000',
  });
  expect({ keeping, faults }).toEqual({
    keeping: { rawMs: 6 * hour, fiveMinuteMs: 7 * day, hourlyMs: 800 * day, seriesLimit: 1_000 },
    faults: [],
  });
});

test('a longer keeping of what is finer draws the coarser with it', () => {
  const { keeping, faults } = read({ MILLWRIGHT_METRIC_RAW_KEPT: '60d' });
  expect({ five: keeping.fiveMinuteMs, faults }).toEqual({ five: 60 * day, faults: [] });
});

test.each([
  [{ MILLWRIGHT_METRIC_RAW_KEPT: '48' }, 'MILLWRIGHT_METRIC_RAW_KEPT is no time such as 48h or 30d.'],
  [{ MILLWRIGHT_METRIC_RAW_KEPT: '0h' }, 'MILLWRIGHT_METRIC_RAW_KEPT is no time such as 48h or 30d.'],
  [
    { MILLWRIGHT_METRIC_RAW_KEPT: '5h' },
    'MILLWRIGHT_METRIC_RAW_KEPT is less than 6h: sources are read up to six hours back.',
  ],
  [
    { MILLWRIGHT_METRIC_FIVE_MINUTES_KEPT: '1d' },
    'MILLWRIGHT_METRIC_FIVE_MINUTES_KEPT is shorter than raw samples are kept.',
  ],
  [
    { MILLWRIGHT_METRIC_HOURS_KEPT: '29d' },
    'MILLWRIGHT_METRIC_HOURS_KEPT is shorter than five-minute roll-ups are kept.',
  ],
  [{ MILLWRIGHT_METRIC_SERIES_LIMIT: 'many' }, 'MILLWRIGHT_METRIC_SERIES_LIMIT is no whole number above zero.'],
])('%j is refused in a sentence', (env, sentence) => {
  expect(read(env).faults).toEqual([sentence]);
});
