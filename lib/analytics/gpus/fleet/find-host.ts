import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import { toMachineOfResource } from '@/lib/domain/machine';
import type { FleetHost, FleetMachine } from './fleet-machine';

/** What a series says of the device it measures, and through which connection. */
export interface DeviceIdentity {
  connectionId: string;
  attributes: Readonly<Record<string, string>>;
}

/** `ambiguous`: several machines could be meant. `unlisted`: the series names one, and no inventory lists it with devices. */
export type HostFault = 'ambiguous' | 'unlisted';

/** Finds the host that a series names. */
export class HostFinder {
  readonly #byNativeId = new Map<string, FleetHost[]>();
  readonly #byMachine = new Map<string, FleetHost[]>();
  readonly #byAlias = new Map<string, FleetHost[]>();
  readonly #byName = new Map<string, FleetHost[]>();
  readonly #byShortName = new Map<string, FleetHost[]>();

  constructor(machines: readonly FleetMachine[]) {
    for (const { resource, hosts } of machines)
      for (const host of hosts) {
        const names = new Set([resource.name, ...toNames(resource), ...toNames(host.node)]);
        for (const one of [resource, host.node]) if (one !== null) add(this.#byNativeId, one.nativeId, host);
        for (const machine of new Set([resource.machine, host.node?.machine]))
          if (machine) add(this.#byMachine, machine, host);
        if (resource.alias !== null) add(this.#byAlias, resource.alias, host);
        for (const name of names) add(this.#byName, name, host);
        for (const name of new Set([...names].map(toShortName))) add(this.#byShortName, name, host);
      }
  }

  /** Null: the series names no host at all. */
  find({ connectionId, attributes }: DeviceIdentity): FleetHost | HostFault | null {
    const { resource, 'gce.instance.id': instance, 'host.name': name } = attributes;
    if (resource !== undefined) return one(this.#findResource(resource), connectionId);
    if (instance !== undefined) {
      const project = attributes['gce.project'];
      const found = this.#byAlias.get(instance) ?? [];
      return one(
        found.filter(({ machine }) => project === undefined || machine.resource.account === project),
        connectionId,
      );
    }
    if (name === undefined) return null;
    const found = this.#byName.get(name) ?? this.#byShortName.get(toShortName(name)) ?? [];
    return one(withinCluster(found, attributes['k8s.cluster.name']), connectionId);
  }

  #findResource(nativeId: string): FleetHost[] {
    const found = this.#byNativeId.get(nativeId);
    if (found !== undefined) return found;
    const machine = toMachineOfResource('aws', 'compute-instance', nativeId);
    return (machine !== null && this.#byMachine.get(machine)) || [];
  }
}

/** The one that is meant: of several, the only one that the connection itself lists. */
function one(found: readonly FleetHost[], connectionId: string): FleetHost | HostFault {
  const [first, second] = found;
  if (first === undefined) return 'unlisted';
  if (second === undefined) return first;
  const own = found.filter(
    ({ machine, node }) => machine.resource.connectionId === connectionId || node?.connectionId === connectionId,
  );
  return own.length === 1 && own[0] !== undefined ? own[0] : 'ambiguous';
}

/** Those of a cluster, where some are: a cluster may have another name for whoever measures it. */
function withinCluster(found: readonly FleetHost[], cluster: string | undefined): readonly FleetHost[] {
  if (cluster === undefined || found.length < 2) return found;
  const within = found.filter(({ machine }) => machine.cluster?.name === cluster);
  return within.length === 0 ? found : within;
}

function toNames(resource: GpuResource | null): string[] {
  if (resource === null) return [];
  return resource.alias === null ? [resource.name] : [resource.name, resource.alias];
}

/** Exporters write a host's name with or without its domain. An address has none. */
function toShortName(name: string): string {
  return /^\d+(\.\d+){3}$/.test(name) ? name : (name.split('.', 1)[0] ?? name);
}

function add(map: Map<string, FleetHost[]>, key: string, host: FleetHost): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [host]);
  else known.push(host);
}
