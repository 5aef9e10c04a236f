import type { FleetMachine } from '@/lib/analytics/gpus/fleet/fleet-machine';
import type { SeriesFilter } from '@/lib/store/metrics/metric-store';
import type { WholeFleet } from './fleet-keeper';

/** Attributes that name a machine or a device, the one that narrows most first. */
const namingKeys = ['resource', 'gce.instance.id', 'host.name', 'gpu.uuid'] as const;

interface Named {
  /** By the attribute that names them. */
  values: Map<string, Set<string>>;
  /** Whether the connection measures other machines too. */
  measuresOthers: boolean;
}

/** What to ask the metric store for, so that every series of some machines' devices is among what it answers, and few others. */
export function toIdentityFilters(
  { places, identities }: Pick<WholeFleet, 'places' | 'identities'>,
  machines: ReadonlySet<FleetMachine>,
): Pick<SeriesFilter, 'connectionIds' | 'attributes'>[] {
  const connections = new Map<string, Named>();
  for (const identity of identities) {
    const { connectionId, attributes } = identity;
    const named = connections.get(connectionId) ?? { values: new Map(), measuresOthers: false };
    connections.set(connectionId, named);
    const place = places.find(identity);
    if (typeof place === 'string') continue;
    const key = namingKeys.find((name) => attributes[name] !== undefined);
    const value = key === undefined ? undefined : attributes[key];
    if (!machines.has(place.host.machine)) named.measuresOthers = true;
    else if (key !== undefined && value !== undefined)
      named.values.set(key, (named.values.get(key) ?? new Set()).add(value));
  }
  return [...connections].flatMap(([connectionId, { values, measuresOthers }]) => {
    if (values.size === 0) return [];
    const connectionIds = [connectionId];
    if (!measuresOthers) return [{ connectionIds }];
    return [...values].map(([key, some]) => ({ connectionIds, attributes: { [key]: [...some] } }));
  });
}
