import type { MetricName } from '@/lib/domain/metric';
import type { DeviceTrend, RolledColumns } from '../rolled-columns';
import { finishAtOnce, type Steps } from '../steps';
import type { DeviceIdentity } from './find-host';
import type { FleetHost } from './fleet-machine';
import type { DevicePlaces } from './place-devices';

/** A series of a device over time, and who measured it. */
export interface FiledSeries extends Pick<DeviceTrend, 'metric' | 'attributes'> {
  connectionId: string;
  /** The source's own name for what it measured. */
  definition: string;
}

/** A rolled-up series of a device, and who measured it. */
export interface FiledTrend extends FiledSeries, RolledColumns {}

/** What of a host's devices was measured over time, by place. */
export type FiledOfHosts<Filed> = ReadonlyMap<FleetHost, readonly (readonly Filed[])[]>;
export type TrendsOfHosts = FiledOfHosts<FiledTrend>;

/** What a store tells of a series over time. */
interface Told {
  series: DeviceIdentity & { metric: MetricName; definition: string };
}

/** Files rolled-up series with the devices they are of; those of no device of the fleet are left out. */
export function fileTrends(rolled: Iterable<RolledColumns & Told>, places: DevicePlaces): TrendsOfHosts {
  return finishAtOnce(fileTrendsInSteps(rolled, places));
}

/** The same of very many, in steps. */
export function fileTrendsInSteps(rolled: Iterable<RolledColumns & Told>, places: DevicePlaces): Steps<TrendsOfHosts> {
  return fileSeries(
    rolled,
    places,
    ({ startsAt, min, max, sum, count }, { connectionId, metric, definition, attributes }) => ({
      connectionId,
      metric,
      definition,
      attributes,
      startsAt,
      min,
      max,
      sum,
      count,
    }),
  );
}

/** Files what is told of series, as `toFiled` makes it, with the devices they are of; those of none are left out. */
export function* fileSeries<One extends Told, Filed>(
  all: Iterable<One>,
  places: DevicePlaces,
  toFiled: (one: One, filed: FiledSeries) => Filed,
): Steps<FiledOfHosts<Filed>> {
  const filed = new Map<FleetHost, Filed[][]>();
  for (const one of all) {
    yield;
    const place = places.find(one.series);
    if (typeof place === 'string') continue;
    const { host, slot, attributes } = place;
    const ofHost = filed.get(host) ?? Array.from({ length: host.size }, () => []);
    filed.set(host, ofHost);
    const { connectionId, metric, definition } = one.series;
    ofHost[slot - host.firstSlot]?.push(toFiled(one, { connectionId, metric, definition, attributes }));
  }
  return filed;
}
