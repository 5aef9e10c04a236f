import type { FleetMachine } from '@/lib/analytics/gpus/fleet/fleet-machine';
import type { SeriesFilter } from '@/lib/store/metrics/metric-store';
import type { WholeFleet } from './fleet-keeper';

/** Attributes that name a machine or a device, the one that narrows most first. */
const namingKeys = ['resource', 'gce.instance.id', 'host.name', 'gpu.uuid'] as const;

/** A machine that a connection measures, and by what attribute its series name it; null: none of the fleet, or by none. */
interface Naming {
  machine: FleetMachine | null;
  named: { key: string; value: string } | null;
}

/** How the series of each connection name machines, worked out once for what places them. */
const kept = new WeakMap<WholeFleet['places'], ReadonlyMap<string, readonly Naming[]>>();

/** What to ask the metric store for, so that every series of some machines' devices is among what it answers, and few others. */
export function toIdentityFilters(
  fleet: Pick<WholeFleet, 'places' | 'identities'>,
  machines: ReadonlySet<FleetMachine>,
): Pick<SeriesFilter, 'connectionIds' | 'attributes'>[] {
  return [...namingsOf(fleet)].flatMap(([connectionId, namings]) => {
    const values = new Map<string, Set<string>>();
    let measuresOthers = false;
    for (const { machine, named } of namings) {
      if (machine === null) continue;
      if (!machines.has(machine)) measuresOthers = true;
      else if (named !== null) values.set(named.key, (values.get(named.key) ?? new Set()).add(named.value));
    }
    if (values.size === 0) return [];
    const connectionIds = [connectionId];
    if (!measuresOthers) return [{ connectionIds }];
    return [...values].map(([key, some]) => ({ connectionIds, attributes: { [key]: [...some] } }));
  });
}

function namingsOf({ places, identities }: Pick<WholeFleet, 'places' | 'identities'>) {
  const known = kept.get(places);
  if (known !== undefined) return known;
  const found = new Map<string, Naming[]>();
  for (const identity of identities) {
    const { connectionId, attributes } = identity;
    const place = places.find(identity);
    const key = namingKeys.find((name) => attributes[name] !== undefined);
    const value = key === undefined ? undefined : attributes[key];
    const naming = {
      machine: typeof place === 'string' ? null : place.host.machine,
      named: key === undefined || value === undefined ? null : { key, value },
    };
    const ofConnection = found.get(connectionId);
    if (ofConnection === undefined) found.set(connectionId, [naming]);
    else ofConnection.push(naming);
  }
  kept.set(places, found);
  return found;
}
