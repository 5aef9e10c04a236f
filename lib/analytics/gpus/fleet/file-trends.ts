import type { DeviceTrend, RolledColumns } from '../rolled-columns';
import type { DeviceIdentity } from './find-host';
import type { FleetHost } from './fleet-machine';
import type { DevicePlaces } from './place-devices';

/** A rolled-up series of a device, and who measured it. */
export interface FiledTrend extends DeviceTrend {
  connectionId: string;
  /** The source's own name for what it measured. */
  definition: string;
}

/** What of a host's devices was measured over time, by place. */
export type TrendsOfHosts = ReadonlyMap<FleetHost, readonly (readonly FiledTrend[])[]>;

/** Files rolled-up series with the devices they are of; those of no device of the fleet are left out. */
export function fileTrends(
  rolled: readonly (RolledColumns & { series: DeviceIdentity & Pick<FiledTrend, 'metric' | 'definition'> })[],
  places: DevicePlaces,
): TrendsOfHosts {
  const filed = new Map<FleetHost, FiledTrend[][]>();
  for (const { series, startsAt, min, max, sum, count } of rolled) {
    const place = places.find(series);
    if (typeof place === 'string') continue;
    const { host, slot, attributes } = place;
    const trends = filed.get(host) ?? Array.from({ length: host.size }, () => []);
    filed.set(host, trends);
    const { connectionId, metric, definition } = series;
    trends[slot - host.firstSlot]?.push({
      connectionId,
      metric,
      definition,
      attributes,
      startsAt,
      min,
      max,
      sum,
      count,
    });
  }
  return filed;
}
