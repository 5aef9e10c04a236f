import { expect, it } from 'vitest';
import type { MetricName, MetricSeries } from '../metric';
import { keepAnsweredLatency } from './answered-latency';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 12, minute));
const series = (metric: MetricName, values: readonly number[], path = 'one'): MetricSeries => ({
  metric,
  definition: metric,
  subject: 'link',
  attributes: { resource: 'tunnel', path },
  points: values.map((value, minute) => ({ at: at(minute), value })),
});
const latencyOf = (...told: MetricSeries[]) =>
  keepAnsweredLatency(told)
    .filter(({ metric }) => metric === 'link.latency')
    .map(({ points }) => points.map(({ value }) => value));

it('takes no round trip of a moment at which nothing answered', () => {
  const latency = series('link.latency', [0.02, 0.999, 0.021]);
  expect(latencyOf(latency, series('link.loss', [0, 1, 0.5]))).toEqual([[0.02, 0.021]]);
  expect(latencyOf(series('link.reachability', [1, 0, 0.4]), latency)).toEqual([[0.02, 0.021]]);
  expect(latencyOf(latency, series('link.loss', [1, 1, 1]))).toEqual([]);
});

it('leaves what answered, and what nobody tells the loss of, as it was told', () => {
  const latency = series('link.latency', [0.02, 0.999]);
  expect(latencyOf(latency)).toEqual([[0.02, 0.999]]);
  expect(latencyOf(latency, series('link.loss', [1, 1], 'two'))).toEqual([[0.02, 0.999]]);
  const loss = series('link.loss', [1, 1]);
  expect(keepAnsweredLatency([loss])).toEqual([loss]);
});
