import type { AssembledNode } from '@/lib/analytics/gpus/fleet/assemble-fleet';
import type { FleetHost } from '@/lib/analytics/gpus/fleet/fleet-machine';
import type { MetricAnswer, SeriesFilter, StoredSeries } from '@/lib/store/metrics/metric-store';
import type { WholeFleet } from '../fleet/fleet-keeper';

/** What narrows a question to the series of a device, and few others. */
export type DeviceFilter = Pick<SeriesFilter, 'connectionIds' | 'attributes' | 'subject'>;

type Naming = Pick<WholeFleet, 'places' | 'identities'>;

/** What `read` finds of one device, each series once, with why there may be more. */
export async function readOfDevice<T>(
  fleet: Naming,
  { machine }: Pick<AssembledNode, 'machine'>,
  slot: number,
  read: (narrow: DeviceFilter) => Promise<MetricAnswer<T>>,
  seriesOf: (item: T) => StoredSeries,
): Promise<MetricAnswer<T>> {
  const host = machine.hosts.find(({ firstSlot, size }) => slot >= firstSlot && slot < firstSlot + size);
  if (host === undefined) return { items: [], gaps: [] };
  const answers = await Promise.all(toDeviceFilters(fleet, host, slot).map(read));
  const found = new Map<string, T>();
  for (const item of answers.flatMap(({ items }) => items)) {
    const series = seriesOf(item);
    const place = fleet.places.find(series);
    if (typeof place === 'string' || place.host !== host || place.slot !== slot) continue;
    const { connectionId, metric, definition, attributes } = series;
    found.set(JSON.stringify([connectionId, metric, definition, attributes]), item);
  }
  return { items: [...found.values()], gaps: [...new Set(answers.flatMap(({ gaps }) => gaps))] };
}

/** Attributes that name a host, the one that decides first. */
const hostKeys = ['resource', 'gce.instance.id', 'host.name'] as const;

/**
 * What to ask for, so that every series of the device is among the answers. A series says its host and index, or its host
 * and a UUID of the device, or a UUID alone; the only device of a host may be told by the host alone.
 */
function toDeviceFilters({ places, identities }: Naming, host: FleetHost, slot: number): DeviceFilter[] {
  const names = new Map<string, Map<string, Set<string>>>();
  const indexes = new Set([String(slot - host.firstSlot)]);
  const uuids = new Set<string>();
  for (const identity of identities) {
    const place = places.find(identity);
    if (typeof place === 'string' || place.host !== host) continue;
    const { connectionId, attributes } = identity;
    const { 'gpu.index': index, 'gpu.uuid': uuid } = attributes;
    const ofConnection = names.get(connectionId) ?? new Map<string, Set<string>>();
    names.set(connectionId, ofConnection);
    const key = hostKeys.find((name) => attributes[name] !== undefined);
    const name = key === undefined ? undefined : attributes[key];
    if (key !== undefined && name !== undefined) ofConnection.set(key, (ofConnection.get(key) ?? new Set()).add(name));
    if (place.slot !== slot) continue;
    if (index !== undefined) indexes.add(index);
    if (uuid !== undefined) uuids.add(uuid);
  }
  return [...names].flatMap(([connectionId, ofConnection]) => {
    const toFilter = (attributes: Record<string, ReadonlySet<string>>): DeviceFilter => ({
      connectionIds: [connectionId],
      subject: 'accelerator',
      attributes: Object.fromEntries(Object.entries(attributes).map(([key, values]) => [key, [...values]])),
    });
    const ofHost = [...ofConnection].flatMap(([key, values]) =>
      host.size === 1 ? [toFilter({ [key]: values })] : [toFilter({ [key]: values, 'gpu.index': indexes })],
    );
    return uuids.size === 0 ? ofHost : [...ofHost, toFilter({ 'gpu.uuid': uuids })];
  });
}
