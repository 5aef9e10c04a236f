import { accounts, footprints } from '../../aws/geography';
import type { Region } from '../../azure/geography';
import { type Ground, grounds } from '../../azure/plan/plan';
import { thingsAt } from '../../growth';
import { regionEnd } from '../ends';
import type { Link, LinkEnd } from '../link';
import { awsCircuits, awsInterfaceLink, interfacesOf } from './aws-circuits';
import { loadOf } from './load';
import { awsBranches, awsToGoogle, awsTunnelLink, googleTunnelLink, tunnelTowardsAws } from './tunnels';

const gigabit = 1e9;

/** Pairs of AWS hubs that are peered; the first asked for it. */
export const hubPeerings = [
  ['us-east-1', 'us-east-2'],
  ['us-east-1', 'us-west-2'],
  ['us-east-1', 'eu-central-1'],
  ['eu-central-1', 'eu-west-1'],
  ['eu-central-1', 'eu-north-1'],
  ['us-west-2', 'ap-northeast-1'],
] as const;

/** The link that the peering of two hubs is. */
export function hubPeeringLink(from: string, to: string): string {
  return `transit/peering/${from}~${to}`;
}

/** The link that the attachment of a network to its region's hub is. */
export function networkAttachmentLink(account: string, region: string): string {
  return `transit/network/${account}-${region}`;
}

/** The link that the attachment of a VPN connection is, by the place it leads to. */
export function vpnAttachmentLink(place: string): string {
  return `transit/vpn/${place}`;
}

/** The link that the attachment of a region's private lines is. */
export function circuitAttachmentLink(hub: string): string {
  return `transit/circuits/${hub}`;
}

/** What is attached to the hubs of AWS, and the peerings among these. */
export function planHubs(seed: string): Link[] {
  const attachment = (name: string, ends: Link['ends'], flow: Link['flow']): Link => ({
    name,
    form: 'transit-attachment',
    ends,
    capacityBitsPerSecond: null,
    ridesOn: [],
    group: null,
    flow,
    lanes: null,
  });
  const demand = (name: string, gigabits: number): Link['flow'] => ({
    of: 'demand',
    bytesPerSecond: loadOf(seed, name, gigabits * gigabit),
  });
  const hubs: ReadonlySet<string> = new Set(awsBranches.map(({ hub }) => hub));
  const networks = Object.values(accounts).flatMap(({ name: account }) =>
    footprints[account]
      .filter((region) => hubs.has(region))
      .map((region) => {
        const name = networkAttachmentLink(account, region);
        return attachment(name, [regionEnd(region), regionEnd(region)], demand(name, 50));
      }),
  );
  const peerings = hubPeerings.map(([from, to]) => {
    const name = hubPeeringLink(from, to);
    return attachment(name, [regionEnd(from), regionEnd(to)], demand(name, 20));
  });
  const over = (name: string, hub: string, links: string[]) =>
    attachment(name, [regionEnd(hub), regionEnd(hub)], { of: 'members', links });
  const branches = awsBranches.map(({ hub, place }) =>
    over(vpnAttachmentLink(place), hub, [awsTunnelLink(place, 0), awsTunnelLink(place, 1)]),
  );
  const clouds = awsToGoogle.map(({ hub, place, vpn, side }) =>
    over(
      vpnAttachmentLink(place),
      hub,
      ([0, 1] as const).map((number) => googleTunnelLink(vpn, tunnelTowardsAws(side, number))),
    ),
  );
  const lines = [...new Set(awsCircuits.map(({ hub }) => hub))].map((hub) =>
    over(
      circuitAttachmentLink(hub),
      hub,
      awsCircuits.flatMap((circuit) =>
        circuit.hub === hub && interfacesOf(circuit).includes('transit')
          ? [awsInterfaceLink(circuit.name, 'transit')]
          : [],
      ),
    ),
  );
  return [...networks, ...peerings, ...branches, ...clouds, ...lines];
}

/** Where Azure's networks of a region meet: the region of the shared network they are peered with. */
const hubOfRegion: Readonly<Record<Region, Region>> = {
  eastus: 'eastus',
  southcentralus: 'eastus',
  northeurope: 'northeurope',
  swedencentral: 'northeurope',
  germanywestcentral: 'germanywestcentral',
};

/** One network of Azure's: the main one of a ground, or one of its spokes, counted from 1. */
export interface NetworkKey {
  ground: Ground;
  spoke: number | null;
}

/** Smaller networks beside each ground's main one. */
export function spokesAt(scale: number): number {
  return thingsAt(3, scale);
}

/** Pairs of Azure's networks that are peered: spokes with their main network, these with the hub, hubs among themselves. */
export function networkPeerings(scale: number): { name: string; pair: [NetworkKey, NetworkKey] }[] {
  const main = (ground: Ground): NetworkKey => ({ ground, spoke: null });
  const hubs = grounds.filter(({ subscription }) => subscription === 'shared');
  const hubOf = ({ region }: Ground) => hubs.filter((hub) => hub.region === hubOfRegion[region]);
  const pairs: [NetworkKey, NetworkKey][] = [
    ...grounds.flatMap((ground) =>
      Array.from({ length: spokesAt(scale) }, (_, index): [NetworkKey, NetworkKey] => [
        { ground, spoke: index + 1 },
        main(ground),
      ]),
    ),
    ...grounds
      .filter(({ subscription }) => subscription !== 'shared')
      .flatMap((ground) => hubOf(ground).map((hub): [NetworkKey, NetworkKey] => [main(ground), main(hub)])),
    ...hubs.flatMap((hub, index) =>
      hubs.slice(index + 1).map((other): [NetworkKey, NetworkKey] => [main(hub), main(other)]),
    ),
  ];
  return pairs.map((pair) => ({ name: `peering/azure/${pair.map(wordOf).join('~')}`, pair }));
}

function wordOf({ ground, spoke }: NetworkKey): string {
  return `${ground.subscription}-${ground.region}${spoke === null ? '' : `-spoke-${spoke}`}`;
}

/** Every peering of Azure's networks. */
export function planNetworkPeerings(seed: string, scale: number): Link[] {
  return networkPeerings(scale).map(({ name, pair: [from, to] }) => {
    const ends: [LinkEnd, LinkEnd] = [regionEnd(from.ground.region), regionEnd(to.ground.region)];
    return {
      name,
      form: 'network-peering',
      ends,
      capacityBitsPerSecond: null,
      ridesOn: [],
      group: null,
      flow: { of: 'demand', bytesPerSecond: loadOf(seed, name, gigabit) },
      lanes: null,
    };
  });
}
