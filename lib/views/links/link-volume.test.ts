import { expect, it } from 'vitest';
import { bareLink } from '@/lib/domain/link/link-facts';
import type { MetricStore, RolledSeries } from '@/lib/store/metrics/metric-store';
import type { StandingLink } from './link-net';
import { readLinkVolume } from './link-volume';

const hourMs = 3_600_000;
const from = new Date(Date.UTC(2026, 9, 1));
const connectionId = 'aws';
const facts = {
  ...bareLink({ form: 'circuit', name: 'circuit', state: 'up', nativeState: 'UP' }),
  meters: [{ resource: 'circuit', attributes: {} }],
};
const link = { link: { told: [{ facts, resource: { connectionId } }] } } as unknown as StandingLink;

/** A lane one way at 1 MB/s in these hours. */
function lane(name: string, direction: string, hours: readonly number[]): RolledSeries {
  const ones = hours.map(() => 1e6);
  return {
    series: {
      connectionId,
      metric: 'link.io.rate',
      definition: 'rate',
      subject: 'link',
      attributes: { resource: 'circuit', direction, lane: name },
    },
    startsAt: hours.map((hour) => from.getTime() + hour * hourMs),
    ...{ sum: ones, min: ones, max: ones, count: hours.map(() => 1) },
  } as unknown as RolledSeries;
}

const volumeOf = (...items: RolledSeries[]) => {
  const store = { readRange: async () => ({ items, gaps: [] }) } as unknown as MetricStore;
  return readLinkVolume(store, link, { from, to: new Date(from.getTime() + 3 * hourMs) });
};

it('is the bytes of all lanes both ways, and no hour is whole that lacks a lane', async () => {
  const whole = [lane('a', 'receive', [0, 1, 2]), lane('a', 'transmit', [0, 1, 2])];
  expect(await volumeOf(...whole)).toEqual({ bytes: 21.6e9, measuredHours: 3, hours: 3 });
  const second = [lane('b', 'receive', [0, 1, 2]), lane('b', 'transmit', [0])];
  expect(await volumeOf(...whole, ...second)).toEqual({ bytes: 36e9, measuredHours: 1, hours: 3 });
});

it('is not known where no hour was measured both ways', async () => {
  expect(await volumeOf(lane('a', 'receive', [0]), lane('a', 'transmit', [1]))).toBeNull();
  expect(await volumeOf()).toBeNull();
});
