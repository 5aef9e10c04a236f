import { expect, test } from 'vitest';
import { loadCostUrl, readCostRange, serialiseCost, toCostDays, toCostState } from './cost-url';

const now = new Date('2026-11-22T08:00:00Z');
const load = (text: string) => loadCostUrl(new URLSearchParams(text));

test.each([
  ['now-7d', '2026-11-15', '2026-11-21'],
  ['now-30d', '2026-10-23', '2026-11-21'],
  ['now-90d', '2026-08-24', '2026-11-21'],
  ['month', '2026-11-01', '2026-11-21'],
  ['last-month', '2026-10-01', '2026-10-31'],
] as const)('%s is of whole days', (range, from, to) => expect(toCostDays(range, now)).toEqual({ from, to }));

test('a month that began today is told from today, and a year before January', () => {
  expect(toCostDays('month', new Date('2026-12-01T00:00:00Z'))).toEqual({ from: '2026-12-01', to: '2026-12-01' });
  expect(toCostDays('last-month', new Date('2026-01-09T00:00:00Z'))).toEqual({ from: '2025-12-01', to: '2025-12-31' });
});

test.each([
  ['', 'now-30d'],
  ['from=2026-02-30&to=2026-03-02', 'now-30d'],
  ['from=2026-03-02', 'now-30d'],
  ['from=2026-03-02&to=2026-03-01', 'now-30d'],
  ['from=2020-03-02&to=2026-03-01', 'now-30d'],
  ['from=2026-03-01&to=2026-03-01', { from: '2026-03-01', to: '2026-03-01' }],
])('%j looks at %j', (text, range) => expect(readCostRange(load(text))).toEqual(range));

test('only filters that are chosen are asked for, and rows without a value can be', () => {
  const state = toCostState(load('provider=aws&provider=azure&team=&asOf=2026-11-05&compare=false'), now);
  expect(state).toMatchObject({
    span: { asOf: '2026-11-05T23:59:59.999Z' },
    filters: { provider: ['aws', 'azure'], team: [''] },
    metric: 'effective',
    by: 'provider',
    step: 'day',
    compare: false,
  });
  expect(Object.keys(state.filters)).toEqual(['provider', 'team']);
});

test('a longer range is told in longer steps', () => {
  expect(toCostState(load('from=2026-01-01&to=2026-06-30'), now).step).toBe('week');
  expect(toCostState(load('from=2025-01-01&to=2026-06-30'), now).step).toBe('month');
});

test('tags, billing months and what was known at an instant are asked for as the address says', () => {
  const address = 'by=tag:cost-centre&tag=team=a&time=billing-month&asOf=2026-11-05T09:30:00.000Z';
  expect(toCostState(load(address), now)).toMatchObject({
    span: { asOf: '2026-11-05T09:30:00.000Z' },
    filters: { tag: ['team=a'] },
    by: 'tag:cost-centre',
    time: 'billing-month',
    step: 'month',
  });
  expect(toCostState(load('by=colour&time=yesterday&asOf=soon'), now)).toMatchObject({
    span: { asOf: null },
    by: 'provider',
    time: 'charge-day',
  });
});

test('a state that is written reads back the same', () => {
  const address = 'provider=aws&tag=team%3Da%26b&by=tag:a=b&from=last-month&time=billing-month&rows=true';
  const state = load(address);
  expect(load(serialiseCost(state).slice(1))).toEqual(state);
  expect(serialiseCost(load(''))).toBe('');
});
