import { type NetworkKey, networkPeerings, spokesAt } from '../../links/plan/backbone';
import { subscriptions } from '../geography';
import type { NetworkPeering, VirtualNetwork } from '../records/links';
import { resourceId } from '../resource-id';
import {
  beforeEpoch,
  drawsFor,
  grounds,
  guidOf,
  networkGroupOf,
  networkNameOf,
  numbered,
  type PlanContext,
  placed,
} from './plan';

const mainSubnets = [
  { name: 'GatewaySubnet', third: 0, delegation: null },
  { name: 'compute', third: 16, delegation: null },
  { name: 'clusters', third: 64, delegation: null },
  { name: 'storage', third: 128, delegation: 'Microsoft.NetApp/volumes' },
  { name: 'containers', third: 144, delegation: 'Microsoft.ContainerInstance/containerGroups' },
] as const;

/** The main network of every ground, the spokes around it, and how they are peered. */
export function planNetworks(context: PlanContext): void {
  const peerings = peeringsByNetwork(context.scale);
  for (const ground of grounds) {
    const second = ground.octet;
    const subnets = mainSubnets.map(({ name, third, delegation }) => ({
      name,
      prefix: `10.${second}.${third}.0/${third === 0 ? 27 : 20}`,
      delegation,
    }));
    context.standing.push(networkOf(context, { ground, spoke: null }, subnets, peerings));
    for (let spoke = 1; spoke <= spokesAt(context.scale); spoke++) {
      const key = { ground, spoke };
      const prefix = prefixOf(key).replace(/\.0\/24$/, '');
      const parts = ['workload', 'endpoints', 'private-link'].map((part, index) => ({
        name: part,
        prefix: `${prefix}.${index * 64}/26`,
        delegation: null,
      }));
      context.standing.push(networkOf(context, key, parts, peerings));
    }
  }
}

function nameOf({ ground, spoke }: NetworkKey): string {
  if (spoke === null) return networkNameOf(ground);
  return numbered(`vnet-spoke-${subscriptions[ground.subscription].name.split(' ').at(-1)}`, spoke).toLowerCase();
}

function prefixOf({ ground: { octet }, spoke }: NetworkKey): string {
  return spoke === null ? `10.${octet}.0.0/16` : `172.${16 + (spoke % 16)}.${octet}.0/24`;
}

function idOfNetwork(key: NetworkKey): string {
  const place = {
    subscription: subscriptions[key.ground.subscription].id,
    resourceGroup: networkGroupOf(key.ground),
  };
  return resourceId(place, 'Microsoft.Network/virtualNetworks', nameOf(key));
}

/** Each network's own ends of its peerings, by the network's id. */
function peeringsByNetwork(scale: number): Map<string, NetworkPeering[]> {
  const byNetwork = new Map<string, NetworkPeering[]>();
  for (const { name: link, pair } of networkPeerings(scale)) {
    const [first, second] = pair;
    for (const [own, other, end] of [
      [first, second, 0],
      [second, first, 1],
    ] as const) {
      const id = idOfNetwork(own);
      const peering: NetworkPeering = {
        name: `peer-${nameOf(other)}`,
        remote: idOfNetwork(other),
        remotePrefix: prefixOf(other),
        line: { link, end },
      };
      const known = byNetwork.get(id);
      if (known) known.push(peering);
      else byNetwork.set(id, [peering]);
    }
  }
  return byNetwork;
}

function networkOf(
  { seed }: PlanContext,
  key: NetworkKey,
  subnets: VirtualNetwork['subnets'],
  peerings: ReadonlyMap<string, NetworkPeering[]>,
): VirtualNetwork {
  const { ground } = key;
  const name = nameOf(key);
  const draws = drawsFor(seed, ground, 'network', name);
  const common = { name, key: `network/${name}`, resourceGroup: networkGroupOf(ground) };
  return {
    ...placed(seed, ground, { ...common, team: 'site-reliability', createdAt: beforeEpoch(draws.integer(320, 400)) }),
    type: 'microsoft.network/virtualnetworks',
    prefix: prefixOf(key),
    subnets,
    peerings: peerings.get(idOfNetwork(key)) ?? [],
    uniqueId: guidOf(draws),
  };
}
