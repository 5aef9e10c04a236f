import { thingsAt } from '../../growth';
import { subscriptions } from '../geography';
import type { VirtualNetwork } from '../records/links';
import {
  beforeEpoch,
  drawsFor,
  type Ground,
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

/** Smaller networks beside each ground's main one. */
const spokesAtScaleOne = 3;

/** The main network of every ground, and the spokes around it. */
export function planNetworks(context: PlanContext): void {
  for (const ground of grounds) {
    const second = ground.octet;
    const subnets = mainSubnets.map(({ name, third, delegation }) => ({
      name,
      prefix: `10.${second}.${third}.0/${third === 0 ? 27 : 20}`,
      delegation,
    }));
    context.standing.push(networkOf(context, ground, networkNameOf(ground), `10.${second}.0.0/16`, subnets));
    for (let number = 1; number <= thingsAt(spokesAtScaleOne, context.scale); number++) {
      const prefix = `172.${16 + (number % 16)}.${ground.octet}`;
      const name = numbered(`vnet-spoke-${subscriptions[ground.subscription].name.split(' ').at(-1)}`, number);
      const parts = ['workload', 'endpoints', 'private-link'].map((part, index) => ({
        name: part,
        prefix: `${prefix}.${index * 64}/26`,
        delegation: null,
      }));
      context.standing.push(networkOf(context, ground, name.toLowerCase(), `${prefix}.0/24`, parts));
    }
  }
}

function networkOf(
  { seed }: PlanContext,
  ground: Ground,
  name: string,
  prefix: string,
  subnets: VirtualNetwork['subnets'],
): VirtualNetwork {
  const draws = drawsFor(seed, ground, 'network', name);
  const common = { name, key: `network/${name}`, resourceGroup: networkGroupOf(ground) };
  return {
    ...placed(seed, ground, { ...common, team: 'site-reliability', createdAt: beforeEpoch(draws.integer(320, 400)) }),
    type: 'microsoft.network/virtualnetworks',
    prefix,
    subnets,
    uniqueId: guidOf(draws),
  };
}
