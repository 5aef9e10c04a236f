import { z } from 'zod';
import { bareLink, type LinkFacts, untoldEnd } from '@/lib/domain/link/link-facts';
import type { InventoryItem } from '@/lib/domain/resource';
import { readFields, text } from '../fields';
import type { ResourceRow } from '../resource-row';
import { toConnectionState } from './connection-state';
import { reference, toNativeId } from './link-fields';

const connectionSchema = z.object({ connectionStatus: text, virtualNetworkGateway1: reference, peer: reference });

/** The one of a circuit's peerings that leads to networks. */
const privatePeering = 'peerings/azureprivatepeering';

/**
 * The link that a connection of an ExpressRoute gateway is: a network's way to a circuit, over its private peering. It shares
 * what the circuit may carry. Routes are exchanged on the peering, not on it.
 */
export function toCircuitConnectionLink(row: ResourceRow, status: InventoryItem['status']): LinkFacts {
  const { connectionStatus, virtualNetworkGateway1, peer } = readFields(connectionSchema, row.properties);
  const circuit = toNativeId(peer);
  return {
    ...bareLink({
      form: 'transit-attachment',
      name: row.name,
      state: toConnectionState(status, connectionStatus),
      nativeState: connectionStatus ?? null,
    }),
    near: { ...untoldEnd, resource: toNativeId(virtualNetworkGateway1) },
    sessions: [],
    carriers: circuit === null ? null : [`${circuit}/${privatePeering}`],
    meters: [{ resource: row.id, attributes: {} }],
  };
}
