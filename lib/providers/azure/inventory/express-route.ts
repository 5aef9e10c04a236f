import { z } from 'zod';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import { amount, list, part, readFields, text } from './fields';
import { type Standing, toLifecycle, toProvisioning, toStanding } from './lifecycle';
import { toCircuitLink, toPeeringLinks } from './links/circuit-links';
import { toPortLinks } from './links/port-links';
import type { ResourceRow } from './resource-row';
import { toItem } from './to-item';
import { toRaw } from './to-raw';

const carrierStates: Record<string, LifecycleState> = {
  notprovisioned: 'provisioning',
  provisioning: 'provisioning',
  provisioned: 'active',
  deprovisioning: 'deleting',
};

const circuitSchema = z.object({
  provisioningState: text,
  circuitProvisioningState: text,
  serviceProviderProvisioningState: text,
  serviceProviderProperties: part({ bandwidthInMbps: amount }),
  bandwidthInGbps: amount,
  peerings: list,
});

const peeringSchema = z.object({
  id: text,
  name: text,
  properties: part({ peeringType: text, state: text, provisioningState: text }),
});

/** An ExpressRoute circuit and its peerings, which stand in the circuit's own document. */
export function toCircuit(row: ResourceRow): InventoryItem[] {
  const circuit = readFields(circuitSchema, row.properties);
  const carrier = toLifecycle(carrierStates, circuit.serviceProviderProvisioningState);
  const item = toItem(row, {
    kind: 'private-circuit',
    ...toStanding(circuit.provisioningState, toCircuitStanding(carrier, circuit.circuitProvisioningState)),
    size: toBandwidth(circuit.serviceProviderProperties?.bandwidthInMbps, circuit.bandwidthInGbps),
  });
  return [
    { ...item, links: [toCircuitLink(row, item)] },
    ...(circuit.peerings ?? []).flatMap((document) => toPeering(row, document)),
  ];
}

/** Azure's end can be off although the carrier's is provisioned. */
function toCircuitStanding(carrier: Standing, azureEnd: string | undefined): Standing {
  const isOff = azureEnd?.toLowerCase() === 'disabled' && carrier.status === 'active';
  return isOff ? { status: 'stopped', nativeStatus: azureEnd ?? null } : carrier;
}

/** Circuits of a carrier say megabits, those on a port of one's own gigabits a second. */
function toBandwidth(megabits: number | undefined, gigabits: number | undefined): string | null {
  if (gigabits !== undefined && gigabits > 0) return `${gigabits} Gbps`;
  if (megabits === undefined || megabits === 0) return null;
  return megabits % 1000 === 0 ? `${megabits / 1000} Gbps` : `${megabits} Mbps`;
}

const administrativeStates: Record<string, LifecycleState> = { enabled: 'active', disabled: 'stopped' };

function toPeering(circuit: ResourceRow, document: unknown): InventoryItem[] {
  const { id, name, properties } = readFields(peeringSchema, document);
  if (name === undefined) return [];
  const own = toLifecycle(administrativeStates, properties?.state);
  const item = {
    ...toItem(
      { ...circuit, zone: null, tags: {} },
      {
        kind: 'virtual-interface',
        ...toStanding(properties?.provisioningState, own),
        size: properties?.peeringType ?? null,
      },
    ),
    nativeId: (id ?? `${circuit.id}/peerings/${name}`).toLowerCase(),
    nativeType: `${circuit.type}/peerings`,
    name,
    raw: toRaw(document),
  };
  return [{ ...item, links: toPeeringLinks(circuit, document, item) }];
}

const portSchema = z.object({ provisioningState: text, bandwidthInGbps: amount, links: list });
const linkSchema = z.object({ properties: part({ adminState: text }) });

/** An ExpressRoute Direct port: a pair of links, either of which can be switched off. */
export function toPort(row: ResourceRow): InventoryItem[] {
  const { provisioningState, bandwidthInGbps, links } = readFields(portSchema, row.properties);
  const states = (links ?? []).map((link) => readFields(linkSchema, link).properties?.adminState?.toLowerCase());
  const standing = toProvisioning(provisioningState);
  const item = toItem(row, {
    kind: 'circuit-port',
    ...standing,
    status: standing.status === 'active' ? toPortState(states) : standing.status,
    size: bandwidthInGbps === undefined ? null : `${bandwidthInGbps} Gbps`,
  });
  return [{ ...item, links: toPortLinks(row, item) }];
}

/** One link off leaves the pair without its spare; without links it is not known whether any is on. */
function toPortState(links: readonly (string | undefined)[]): LifecycleState {
  const off = links.filter((state) => state === 'disabled').length;
  if (links.length === 0 || links.some((state) => state === undefined)) return 'unknown';
  if (off === links.length) return 'stopped';
  return off > 0 ? 'degraded' : 'active';
}
