import { z } from 'zod';
import { toIpsecWords } from '@/lib/domain/link/ipsec-words';
import { bareLink, type LinkEnd, type LinkFacts, untoldEnd } from '@/lib/domain/link/link-facts';
import type { InventoryItem } from '@/lib/domain/resource';
import { list, readFields, text } from '../fields';
import type { ResourceRow } from '../resource-row';
import { toConnectionState } from './connection-state';
import { flag, reference, toNativeId } from './link-fields';

const whole = '';

const connectionSchema = z.object({
  connectionStatus: text,
  connectionType: text,
  enableBgp: flag,
  useLocalAzureIpAddress: flag,
  virtualNetworkGateway1: reference,
  virtualNetworkGateway2: reference,
  localNetworkGateway2: reference,
  tunnelConnectionStatus: list,
  connectionProtocol: text,
  ipsecPolicies: list,
});
const policySchema = z.object({ ipsecEncryption: text });
const tunnelSchema = z.object({ tunnel: text, connectionStatus: text });

/** Both types are IPsec: from a network of Azure's to somebody's own, or between two of Azure's. */
const encrypted: ReadonlySet<string> = new Set(['ipsec', 'vnet2vnet']);

/**
 * A connection of a VPN gateway and, where Azure tells of them, its tunnels. What the gateways at its ends say of
 * themselves is added once they are read.
 */
export function toVpnConnectionLinks(row: ResourceRow, status: InventoryItem['status']): LinkFacts[] {
  const connection = readFields(connectionSchema, row.properties);
  const near = toNativeId(connection.virtualNetworkGateway1);
  const far = connection.localNetworkGateway2 ?? connection.virtualNetworkGateway2;
  const state = toConnectionState(status, connection.connectionStatus);
  const link = {
    near: { ...untoldEnd, resource: near },
    far: { ...untoldEnd, resource: toNativeId(far), place: far?.id === undefined ? null : lastPart(far.id) },
    encryption: toEncryption(connection),
    // Between private addresses it rides on a line that is not told.
    carriers: connection.useLocalAzureIpAddress === true ? null : [],
  };
  const session = { peerAddress: null, localAsn: null, peerAsn: null, acceptedPrefixes: null };
  const { enableBgp } = connection;
  return [
    {
      ...bareLink({ form: 'vpn-connection', name: row.name, state, nativeState: connection.connectionStatus ?? null }),
      ...link,
      key: whole,
      sessions:
        enableBgp === undefined ? null : enableBgp ? [{ ...session, state: state === 'up' ? 'unknown' : state }] : [],
      meters: near === null ? [] : [{ resource: near, attributes: { connection: row.name } }],
    },
    ...(connection.tunnelConnectionStatus ?? []).flatMap((document): LinkFacts[] => {
      const { tunnel, connectionStatus } = readFields(tunnelSchema, document);
      if (tunnel === undefined) return [];
      const told = { state: toConnectionState(status, connectionStatus), nativeState: connectionStatus ?? null };
      return [
        {
          ...bareLink({ form: 'vpn-tunnel', name: `${row.name} ${tunnel}`, ...told }),
          ...link,
          key: tunnel,
          partOf: whole,
          redundancyGroup: row.id,
        },
      ];
    }),
  ];
}

/** A connection has one policy of its own, or Azure's many. */
function toEncryption({
  connectionType,
  connectionProtocol,
  ipsecPolicies,
}: z.output<typeof connectionSchema>): string | null {
  if (!encrypted.has(connectionType?.toLowerCase() ?? '')) return null;
  const [policy, ...others] = ipsecPolicies ?? [];
  const isOne = policy !== undefined && others.length === 0;
  return toIpsecWords(connectionProtocol, isOne ? readFields(policySchema, policy).ipsecEncryption : null);
}

function lastPart(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** What a gateway at an end of a connection says of itself. */
export interface GatewayEnd {
  /** Outside addresses of its tunnels; empty: not told. */
  addresses: readonly string[];
  asn: number | null;
  /** Address of its sessions; null: not told. */
  peeringAddress: string | null;
}

/** Connections with what the gateways at their ends say of themselves, by id; of those that are not in it nothing is told. */
export function withGateways(
  items: readonly InventoryItem[],
  gateways: ReadonlyMap<string, GatewayEnd>,
): InventoryItem[] {
  return items.map((item) =>
    item.kind === 'vpn-connection' && item.links
      ? { ...item, links: item.links.map((link) => withEnds(link, gateways)) }
      : item,
  );
}

function withEnds(link: LinkFacts, gateways: ReadonlyMap<string, GatewayEnd>): LinkFacts {
  const near = gateways.get(link.near.resource ?? '');
  const far = gateways.get(link.far.resource ?? '');
  const [meter] = link.meters;
  const peer = far?.peeringAddress ?? null;
  const hasSession = link.sessions !== null && link.sessions.length > 0;
  return {
    ...link,
    near: toEnd(link.near, near),
    far: toEnd(link.far, far),
    sessions:
      link.sessions?.map((session) => ({
        ...session,
        peerAddress: peer,
        localAsn: near?.asn ?? null,
        peerAsn: far?.asn ?? null,
      })) ?? null,
    // A gateway measures its sessions by their peers and not by its connections.
    meters:
      meter === undefined || peer === null || !hasSession
        ? link.meters
        : [...link.meters, { resource: meter.resource, attributes: { 'bgp.peer': peer } }],
  };
}

/** At which of several addresses it begins is not told. */
function toEnd(end: LinkEnd, gateway: GatewayEnd | undefined): LinkEnd {
  if (gateway === undefined) return end;
  const [address, ...others] = gateway.addresses;
  return { ...end, address: address !== undefined && others.length === 0 ? address : null, asn: gateway.asn };
}
