import { z } from 'zod';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import { list, part, readFields, text } from './fields';
import { toLifecycle, toProvisioning, toStanding } from './lifecycle';
import { toCircuitConnectionLink } from './links/circuit-connection-link';
import { toPeeringLinks } from './links/network-peerings';
import { toVpnConnectionLinks } from './links/vpn-connection-links';
import type { ResourceRow } from './resource-row';
import { toItem } from './to-item';
import { toRaw } from './to-raw';

const networkSchema = z.object({ provisioningState: text, subnets: list, virtualNetworkPeerings: list });
const subnetSchema = z.object({ id: text, name: text, properties: part({ provisioningState: text }) });

/**
 * A virtual network with its peerings, and its subnets: both stand in the network's own document. Subnets have neither tags
 * nor a place of their own.
 */
export function toVirtualNetwork(row: ResourceRow): InventoryItem[] {
  const { provisioningState, subnets, virtualNetworkPeerings } = readFields(networkSchema, row.properties);
  return [
    toItem(row, {
      kind: 'network',
      ...toProvisioning(provisioningState),
      links: toPeeringLinks(row, virtualNetworkPeerings),
    }),
    ...(subnets ?? []).flatMap((document) => toSubnet(row, document)),
  ];
}

function toSubnet(network: ResourceRow, document: unknown): InventoryItem[] {
  const { id, name, properties } = readFields(subnetSchema, document);
  if (name === undefined) return [];
  return [
    {
      ...toItem(
        { ...network, zone: null, tags: {} },
        { kind: 'subnet', ...toProvisioning(properties?.provisioningState) },
      ),
      nativeId: (id ?? `${network.id}/subnets/${name}`).toLowerCase(),
      nativeType: `${network.type}/subnets`,
      name,
      raw: toRaw(document),
    },
  ];
}

const gatewaySchema = z.object({ provisioningState: text, gatewayType: text, sku: part({ name: text }) });

/** A VPN gateway, or one by which a network reaches ExpressRoute circuits. */
export function toNetworkGateway(row: ResourceRow): InventoryItem[] {
  const { provisioningState, gatewayType, sku } = readFields(gatewaySchema, row.properties);
  return [
    toItem(row, {
      kind: gatewayType?.toLowerCase() === 'expressroute' ? 'transit-gateway' : 'vpn-gateway',
      ...toProvisioning(provisioningState),
      size: sku?.name ?? row.sku.name ?? null,
    }),
  ];
}

/** A tunnel that cannot agree with its peer stays at connecting for good. */
const connectionStates: Record<string, LifecycleState> = {
  connected: 'active',
  connecting: 'degraded',
  notconnected: 'failed',
};

const connectionSchema = z.object({ provisioningState: text, connectionStatus: text, connectionType: text });

/**
 * A connection of a VPN gateway, or of an ExpressRoute gateway to a circuit. `connectionStatus` says whether traffic can pass.
 */
export function toGatewayConnection(row: ResourceRow): InventoryItem[] {
  const { provisioningState, connectionStatus, connectionType } = readFields(connectionSchema, row.properties);
  const isOfCircuit = connectionType?.toLowerCase() === 'expressroute';
  const own = toLifecycle(connectionStates, connectionStatus);
  const standing = toStanding(provisioningState, own);
  // Azure's end being there does not say that the tunnel is up.
  const isOnlyThere = standing.status === 'active' && own.status !== 'active';
  return [
    toItem(row, {
      kind: isOfCircuit ? 'transit-attachment' : 'vpn-connection',
      ...(isOnlyThere ? { ...standing, status: 'unknown' } : standing),
      size: connectionType ?? null,
      links: isOfCircuit ? [toCircuitConnectionLink(row, standing.status)] : toVpnConnectionLinks(row, standing.status),
    }),
  ];
}
