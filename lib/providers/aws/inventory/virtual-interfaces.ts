import {
  type BGPPeer,
  DescribeVirtualInterfacesCommand,
  type VirtualInterface,
  type VirtualInterfaceState,
} from '@aws-sdk/client-direct-connect';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import type { AwsPlace } from '../connect/region-context';
import { isListedHere } from './is-listed-here';
import type { KindReader } from './kind-reader';
import { type Circuits, readConnections, toCircuits } from './links/circuits';
import { toVirtualInterfaceLink } from './links/virtual-interface-link';
import { readListing } from './read-listing';
import { toArn } from './to-arn';
import { toItems } from './to-items';
import { toLifecycle } from './to-lifecycle';
import { toRaw } from './to-raw';
import { toLowerCaseTags } from './to-tags';

const operation = 'directconnect:DescribeVirtualInterfaces';

const states: Record<Exclude<VirtualInterfaceState, 'deleted' | 'unknown'>, LifecycleState> = {
  confirming: 'provisioning',
  verifying: 'provisioning',
  pending: 'provisioning',
  testing: 'provisioning',
  available: 'active',
  down: 'failed',
  rejected: 'failed',
  deleting: 'deleting',
};

/** Direct Connect virtual interfaces; seen by the connection's owner and by their own, who lists them. */
export const virtualInterfaces: KindReader = {
  kind: 'virtual-interface',
  listing: operation,
  async read(context, faults) {
    const found = await readListing(context, faults.listing, {
      operation,
      send: (nextToken, options) =>
        context.clients.directConnect.send(
          new DescribeVirtualInterfacesCommand({ nextToken, maxResults: 100 }),
          options,
        ),
      listOf: (page) => page.virtualInterfaces,
      tokenOf: (page) => page.nextToken,
      identityOf: ({ virtualInterfaceId }) => virtualInterfaceId,
    });
    const present = found.filter(
      ({ virtualInterfaceState, ownerAccount }) =>
        virtualInterfaceState !== 'deleted' && isListedHere(context, ownerAccount),
    );
    const connections = present.length === 0 ? [] : await readConnections(context, faults.detail);
    const circuits = toCircuits(context, connections);
    return toItems(operation, present, faults.listing, (virtualInterface) =>
      toVirtualInterface(context, virtualInterface, circuits),
    );
  },
};

export function toVirtualInterface(
  place: AwsPlace,
  virtualInterface: VirtualInterface,
  circuits: Circuits,
): InventoryItem | null {
  const { virtualInterfaceId, virtualInterfaceName, virtualInterfaceState, bgpPeers } = virtualInterface;
  if (virtualInterfaceId === undefined) return null;
  const nativeId = toArn(place, 'directconnect', `dxvif/${virtualInterfaceId}`);
  const name = virtualInterfaceName || virtualInterfaceId;
  const status = toState(virtualInterfaceState, bgpPeers);
  return {
    kind: 'virtual-interface',
    nativeId,
    nativeType: 'AWS::DirectConnect::VirtualInterface',
    name,
    account: place.account,
    region: place.region,
    zone: null,
    status,
    nativeStatus: virtualInterfaceState ?? null,
    size: null,
    accelerators: [],
    tags: toLowerCaseTags(virtualInterface.tags),
    links: [toVirtualInterfaceLink(place, virtualInterface, circuits, { nativeId, name, status })],
    createdAt: null,
    detailed: true,
    raw: toRaw(virtualInterface),
  };
}

function toState(state: VirtualInterfaceState | undefined, peers: BGPPeer[] | undefined): LifecycleState {
  const lifecycle = toLifecycle(states, state);
  const hasPeerDown = peers?.some(({ bgpStatus }) => bgpStatus === 'down') ?? false;
  return lifecycle === 'active' && hasPeerDown ? 'degraded' : lifecycle;
}
