import { expect, it } from 'vitest';
import type { LinkedResource } from '@/lib/analytics/links/told-link';
import { bareLink, untoldEnd } from '@/lib/domain/link/link-facts';
import type { RolledSeries } from '@/lib/store/metrics/metric-store';
import { readLinkVolume } from './link-volume';

const from = new Date('2026-11-01T00:00:00Z');
const to = new Date('2026-11-01T02:00:00Z');
const resource: LinkedResource = {
  ...{ id: 'id', connectionId: 'f5', nativeId: 'tunnel', name: 'tunnel', account: 'a', region: 'r', site: 'ashburn' },
  ...{ provider: 'f5-distributed-cloud', team: null, owner: null },
};
const facts = {
  ...bareLink({ form: 'edge-tunnel', name: 'tunnel', state: 'up', nativeState: null }),
  near: { ...untoldEnd, place: 'ashburn' },
  far: { ...untoldEnd, place: 'munich' },
  meters: [{ resource: 'tunnel', attributes: {} }],
};

/** So many bytes a second over two hours, as one end of the tunnel measured it. */
function rate(source: string, direction: string, value: number): RolledSeries {
  const column = (each: number) => Float64Array.of(each, each);
  return {
    series: {
      ...({
        connectionId: 'f5',
        metric: 'link.io.rate',
        unit: 'By/s',
        definition: direction,
        subject: 'link',
      } as const),
      attributes: { resource: 'tunnel', source, direction },
    },
    startsAt: Float64Array.of(from.getTime(), from.getTime() + 3_600_000),
    ...{ min: column(value), max: column(value), sum: column(60 * value), count: column(60) },
  };
}

const volumeOf = (...items: RolledSeries[]) =>
  readLinkVolume(
    { readRange: async () => ({ items, gaps: [] }) },
    { link: { told: [{ id: 'id', resource, facts, readAt: from, isExpired: false }] } },
    { from, to },
  );

it('counts once what both ends of a tunnel measure', async () => {
  const near = [rate('ashburn', 'receive', 1), rate('ashburn', 'transmit', 2)];
  const far = [rate('munich', 'receive', 2), rate('munich', 'transmit', 1)];
  const once = { bytes: 3 * 7_200, measuredHours: 2, hours: 2 };
  for (const items of [near, far, [...far, ...near], [...near, ...far]]) expect(await volumeOf(...items)).toEqual(once);
});
