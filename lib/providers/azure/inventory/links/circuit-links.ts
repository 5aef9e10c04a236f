import { z } from 'zod';
import { bareLink, type LinkFacts, type RouteSession, untoldEnd } from '@/lib/domain/link/link-facts';
import type { InventoryItem } from '@/lib/domain/resource';
import { amount, part, readFields, text } from '../fields';
import type { ResourceRow } from '../resource-row';
import { asn, reference, toMadeState, toNativeId } from './link-fields';
import { type CircuitPath, circuitPaths, toPeeringName } from './peering-name';

type Told = Pick<InventoryItem, 'nativeId' | 'name' | 'status' | 'nativeStatus'>;

const circuitSchema = z.object({
  serviceKey: text,
  serviceProviderProperties: part({ bandwidthInMbps: amount, peeringLocation: text, serviceProviderName: text }),
  bandwidthInGbps: amount,
  expressRoutePort: reference,
});

/**
 * The link that a circuit is. That it is provisioned does not say that it carries, so its state is left to its metrics. Its
 * service key is how its provider knows it, and no secret.
 */
export function toCircuitLink(row: ResourceRow, { nativeId, name, status, nativeStatus }: Told): LinkFacts {
  const circuit = readFields(circuitSchema, row.properties);
  const { bandwidthInMbps, peeringLocation, serviceProviderName } = circuit.serviceProviderProperties ?? {};
  const port = toNativeId(circuit.expressRoutePort);
  return {
    ...bareLink({ form: 'circuit', name, state: toMadeState(status), nativeState: nativeStatus }),
    far: { ...untoldEnd, place: peeringLocation ?? serviceProviderName ?? null },
    capacityBitsPerSecond: toCapacity(circuit.bandwidthInGbps, 1e9) ?? toCapacity(bandwidthInMbps, 1e6),
    sessions: [],
    // Over which of its lines a provider leads it is not told.
    carriers: port === null ? null : [port],
    sharedIds: circuit.serviceKey === undefined ? [] : [circuit.serviceKey.toLowerCase()],
    meters: [{ resource: nativeId, attributes: {} }],
  };
}

/** Azure writes 0 for the one of the two that a circuit has not. */
function toCapacity(told: number | undefined, scale: number): number | null {
  return told === undefined || told === 0 ? null : told * scale;
}

const prefixes = { primaryPeerAddressPrefix: text, secondaryPeerAddressPrefix: text };
const peeringSchema = z.object({
  properties: part({ peeringType: text, azureASN: asn, peerASN: asn, ...prefixes, ipv6PeeringConfig: part(prefixes) }),
});

/** A peering of a circuit and its two paths, each with sessions of its own. Whether they are established is measured. */
export function toPeeringLinks(
  circuit: ResourceRow,
  document: unknown,
  { nativeId, name, status, nativeStatus }: Told,
): LinkFacts[] {
  const { properties: peering } = readFields(peeringSchema, document);
  const told = { form: 'virtual-interface', state: toMadeState(status), nativeState: nativeStatus } as const;
  const attributes = { peering: toPeeringName(peering?.peeringType ?? name) };
  const common = {
    near: { ...untoldEnd, asn: peering?.azureASN ?? null },
    far: { ...untoldEnd, asn: peering?.peerASN ?? null },
    carriers: [circuit.id],
  };
  const toSessions = (path: CircuitPath): RouteSession[] =>
    [peering, peering?.ipv6PeeringConfig].flatMap((config) => {
      const prefix = config?.[`${path}PeerAddressPrefix`];
      return prefix === undefined
        ? []
        : [
            {
              peerAddress: toPeerAddress(prefix),
              localAsn: peering?.azureASN ?? null,
              peerAsn: peering?.peerASN ?? null,
              state: told.state,
              acceptedPrefixes: null,
            },
          ];
    });
  const paths = circuitPaths.map((path) => ({ path, sessions: toSessions(path) }));
  const isTold = paths.some(({ sessions }) => sessions.length > 0);
  const fullName = `${circuit.name} ${name}`;
  return [
    {
      ...bareLink({ ...told, name: fullName }),
      ...common,
      sessions: isTold ? paths.flatMap(({ sessions }) => sessions) : null,
      meters: [{ resource: circuit.id, attributes }],
    },
    // A path without addresses was not set up, while the other one was.
    ...paths
      .filter(({ sessions }) => !isTold || sessions.length > 0)
      .map(({ path, sessions }) => ({
        ...bareLink({ ...told, name: `${fullName} ${path}` }),
        ...common,
        key: path,
        partOf: '',
        sessions: isTold ? sessions : null,
        redundancyGroup: nativeId,
        meters: [{ resource: circuit.id, attributes: { ...attributes, path } }],
      })),
  ];
}

/** Of a subnet of four, the first usable address is of the peer's router, the second of Microsoft's. */
function toPeerAddress(prefix: string): string | null {
  const [, network, last] = /^((?:\d{1,3}\.){3})(\d{1,3})\/30$/.exec(prefix) ?? [];
  if (network === undefined || last === undefined || Number(last) > 252) return null;
  return `${network}${Number(last) - (Number(last) % 4) + 1}`;
}
