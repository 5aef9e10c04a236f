import { expect, test } from 'vitest';
import { pickOwnSeries } from './pick-own-series';

const series = (attributes: Record<string, string>) => ({
  metric: 'hw.power' as const,
  definition: 'DCGM_FI_DEV_POWER_USAGE',
  subject: 'accelerator' as const,
  attributes,
});
const place = { 'host.name': 'gpu-1', 'gpu.index': '0' };
const inCluster = (name: string, more: Record<string, string> = place) => series({ ...more, 'k8s.cluster.name': name });

test('a host of that name in another cluster is not it', () => {
  const [one, other] = [inCluster('one'), inCluster('two')];
  expect(pickOwnSeries([one, other], inCluster('two'))).toBe(other);
  expect(pickOwnSeries([one], inCluster('two'))).toBeNull();
});

test('a cluster that one of them does not tell does not part them', () => {
  const [told, untold] = [inCluster('one'), series(place)];
  expect(pickOwnSeries([told], untold)).toBe(told);
  expect(pickOwnSeries([untold], told)).toBe(untold);
  expect(pickOwnSeries([untold, told], inCluster('one'))).toBe(told);
});

test('of several that it may be nobody can say which', () => {
  expect(pickOwnSeries([inCluster('one'), inCluster('two')], series(place))).toBe('ambiguous');
});

test('a UUID is one device wherever it is told, and an exporter in a pod is known by its node later', () => {
  const uuid = { 'gpu.uuid': 'GPU-1', 'gpu.index': '0' };
  const served = inCluster('one', { ...uuid, 'host.name': 'pod-1' });
  expect(pickOwnSeries([served], inCluster('two', { ...uuid, 'host.name': 'gpu-1' }))).toBe(served);
  expect(pickOwnSeries([served, inCluster('two', uuid)], series(uuid))).toBe(served);
});

test('another device, definition or metric is not it', () => {
  expect(pickOwnSeries([series({ ...place, 'gpu.index': '1' })], series(place))).toBeNull();
  expect(pickOwnSeries([{ ...series(place), definition: 'other' }], series(place))).toBeNull();
  expect(pickOwnSeries([{ ...series(place), metric: 'hw.temperature' as const }], series(place))).toBeNull();
});
