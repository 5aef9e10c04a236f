import { expect, it } from 'vitest';
import { IdentitySet } from '@/lib/analytics/gpus/fleet/identity-set';
import { DevicePlaces } from '@/lib/analytics/gpus/fleet/place-devices';
import type { MetricStore } from '@/lib/store/metrics/metric-store';
import { readTrends } from './read-trends';

it('why the metric store may have more than it told is told with what it did', async () => {
  const gap = 'The store holds more series than it tells at once.';
  const readRange: MetricStore['readRange'] = async ({ metrics }) => ({
    items: [],
    gaps: metrics?.includes('gpu.xid') ? [gap] : [],
  });
  const { trends, gaps } = await readTrends({ readRange }, ['c'], new DevicePlaces([], new IdentitySet()), new Date());
  expect([trends.size, gaps]).toEqual([0, [gap]]);
});
