import type { Link } from '@/lib/analytics/links/join-links';
import { pickWay } from '@/lib/analytics/links/measuring-end';
import type { MetricStore } from '@/lib/store/metrics/metric-store';

const hourMs = 3_600_000;

/** What a link carried in a stretch of whole hours, both ways together. */
export interface LinkVolume {
  bytes: number;
  /** Hours in which all of its lanes were measured both ways. */
  measuredHours: number;
  hours: number;
}

/**
 * The bytes that a link carried, from the mean rate of each hour that was measured both ways, by the first of its tellers that
 * measured any. Of an hour in which a lane is missing the others count, and the hour as not measured. Null: none did.
 */
export async function readLinkVolume(
  store: Pick<MetricStore, 'readRange'>,
  { link }: { link: Pick<Link, 'told'> },
  { from, to }: { from: Date; to: Date },
): Promise<LinkVolume | null> {
  const hours = Math.max(0, Math.round((to.getTime() - from.getTime()) / hourMs));
  for (const { facts, resource } of link.told) {
    const meters = facts.meters.flatMap((meter) => {
      const connectionId = meter.connectionId === undefined ? resource.connectionId : meter.connectionId;
      return connectionId === null ? [] : [{ ...meter, connectionId }];
    });
    if (meters.length === 0 || hours === 0) continue;
    const { items } = await store.readRange(
      {
        metrics: ['link.io.rate'],
        connectionIds: [...new Set(meters.map(({ connectionId }) => connectionId))],
        subject: 'link',
        attributes: { resource: [...new Set(meters.map(({ resource: each }) => each))] },
      },
      { from, to },
      hourMs,
    );
    const own = items.filter(({ series }) =>
      meters.some(
        (meter) =>
          meter.connectionId === series.connectionId &&
          meter.resource === series.attributes.resource &&
          Object.entries(meter.attributes).every(([key, value]) => series.attributes[key] === value),
      ),
    );
    const ways = { receive: new Map<number, Way>(), transmit: new Map<number, Way>() };
    const lanes = { receive: 0, transmit: 0 };
    const told = own.map((item) => ({ ...item, attributes: item.series.attributes }));
    for (const direction of ['receive', 'transmit'] as const) {
      const found = pickWay(told, facts, direction);
      // Unlike definitions count the same bytes.
      const same = found.filter(({ series }) => series.definition === found[0]?.series.definition);
      lanes[direction] = same.length;
      for (const { startsAt, sum, count } of same)
        startsAt.forEach((atMs, index) => {
          const [total, samples] = [sum[index], count[index]];
          if (total === undefined || samples === undefined || samples === 0) return;
          const before = ways[direction].get(atMs) ?? { bytes: 0, lanes: 0 };
          const bytes = before.bytes + (total / samples) * (hourMs / 1000);
          ways[direction].set(atMs, { bytes, lanes: before.lanes + 1 });
        });
    }
    const both = [...ways.receive].flatMap(([atMs, receive]) => {
      const transmit = ways.transmit.get(atMs);
      if (transmit === undefined) return [];
      const isWhole = receive.lanes === lanes.receive && transmit.lanes === lanes.transmit;
      return [{ bytes: receive.bytes + transmit.bytes, isWhole }];
    });
    if (both.length === 0) continue;
    const bytes = both.reduce((total, hour) => total + hour.bytes, 0);
    return { bytes, measuredHours: both.filter(({ isWhole }) => isWhole).length, hours };
  }
  return null;
}

/** One way in an hour. */
interface Way {
  bytes: number;
  /** How many of its lanes were measured. */
  lanes: number;
}
