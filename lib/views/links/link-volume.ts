import type { MetricStore } from '@/lib/store/metrics/metric-store';
import type { StandingLink } from './link-net';

const hourMs = 3_600_000;

/** What a link carried in a stretch of whole hours, both ways together. */
export interface LinkVolume {
  bytes: number;
  /** Hours that were measured both ways. */
  measuredHours: number;
  hours: number;
}

/**
 * The bytes that a link carried, from the mean rate of each hour that was measured both ways, by the first of its tellers that
 * measured any. Null: none did.
 */
export async function readLinkVolume(
  store: MetricStore,
  { link }: StandingLink,
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
    const definitions = new Map<string, string>();
    const ways = { receive: new Map<number, number>(), transmit: new Map<number, number>() };
    for (const { series, startsAt, sum, count } of own) {
      const { direction } = series.attributes;
      if (direction !== 'receive' && direction !== 'transmit') continue;
      // Unlike definitions count the same bytes.
      if ((definitions.get(direction) ?? series.definition) !== series.definition) continue;
      definitions.set(direction, series.definition);
      startsAt.forEach((atMs, index) => {
        const [total, samples] = [sum[index], count[index]];
        if (total === undefined || samples === undefined || samples === 0) return;
        const before = ways[direction].get(atMs);
        const bytes = (total / samples) * (hourMs / 1000);
        ways[direction].set(atMs, before === undefined ? bytes : before + bytes);
      });
    }
    const both = [...ways.receive].filter(([atMs]) => ways.transmit.has(atMs));
    if (both.length === 0) continue;
    const bytes = both.reduce((total, [atMs, received]) => {
      const sent = ways.transmit.get(atMs);
      return sent === undefined ? total : total + received + sent;
    }, 0);
    return { bytes, measuredHours: both.length, hours };
  }
  return null;
}
