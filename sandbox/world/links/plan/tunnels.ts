import type { Region, SubscriptionName } from '../../azure/geography';
import { drawsOf } from '../../draws';
import type { RegionName } from '../../google-cloud/geography';
import { type OutsideName, outsideEnd, regionEnd, siteEnd } from '../ends';
import type { Link, LinkEnd } from '../link';

const tunnelBitsPerSecond = 1.25e9;
const googleTunnelBitsPerSecond = 3e9;

/** Offices and colocations that reach a hub at AWS over the internet, by the hub's region. */
export const awsBranches = [
  { hub: 'us-east-1', place: 'newyork-office' },
  { hub: 'us-east-1', place: 'ashburn-colo-backup' },
  { hub: 'us-east-2', place: 'columbus-lab' },
  { hub: 'us-west-2', place: 'portland-office' },
  { hub: 'us-west-2', place: 'hillsboro-colo-backup' },
  { hub: 'eu-north-1', place: 'stockholm-office' },
  { hub: 'eu-north-1', place: 'lulea-colo-backup' },
  { hub: 'eu-west-1', place: 'dublin-office' },
  { hub: 'eu-west-1', place: 'london-office' },
  { hub: 'eu-central-1', place: 'frankfurt-colo-backup' },
  { hub: 'eu-central-1', place: 'berlin-office' },
  { hub: 'ap-northeast-1', place: 'tokyo-office' },
] as const;

type GooglePeer =
  | { cloud: 'aws'; hub: string }
  | { cloud: 'azure'; subscription: SubscriptionName; region: Region }
  | { cloud: null; place: 'coreweave-las-vegas' | 'munich-hall' | OutsideName };

/** HA VPNs of Google: whom each region reaches, and the number of the far network. Towards AWS they have four tunnels. */
export const googleVpns: readonly { region: RegionName; peer: string; asn: number; far: GooglePeer }[] = [
  { region: 'us-central1', peer: 'aws-columbus', asn: 64513, far: { cloud: 'aws', hub: 'us-east-2' } },
  {
    region: 'us-central1',
    peer: 'coreweave-las-vegas',
    asn: 64601,
    far: { cloud: null, place: 'coreweave-las-vegas' },
  },
  { region: 'us-east4', peer: 'aws-ashburn', asn: 64512, far: { cloud: 'aws', hub: 'us-east-1' } },
  {
    region: 'us-east4',
    peer: 'azure-ashburn',
    asn: 65515,
    far: { cloud: 'azure', subscription: 'shared', region: 'eastus' },
  },
  { region: 'europe-west4', peer: 'munich-hall', asn: 64700, far: { cloud: null, place: 'munich-hall' } },
  {
    region: 'europe-west4',
    peer: 'azure-stockholm',
    asn: 65515,
    far: { cloud: 'azure', subscription: 'training', region: 'swedencentral' },
  },
  { region: 'europe-west3', peer: 'munich-hall', asn: 64700, far: { cloud: null, place: 'munich-hall' } },
  { region: 'europe-west3', peer: 'frankfurt-office', asn: 64810, far: { cloud: null, place: 'frankfurt-office' } },
];
export type GoogleVpn = (typeof googleVpns)[number];

/** VPN gateways of Azure, and the places that reach them over the internet. */
export const azureGateways: readonly {
  subscription: SubscriptionName;
  region: Region;
  branches: readonly (OutsideName | 'munich-hall')[];
}[] = [
  { subscription: 'shared', region: 'eastus', branches: ['newyork-office', 'ashburn-colo', 'munich-hall'] },
  { subscription: 'shared', region: 'northeurope', branches: ['dublin-office', 'london-office', 'munich-hall'] },
  {
    subscription: 'shared',
    region: 'germanywestcentral',
    branches: ['berlin-office', 'frankfurt-colo', 'munich-hall'],
  },
  { subscription: 'training', region: 'southcentralus', branches: ['austin-office', 'dallas-colo'] },
  { subscription: 'training', region: 'swedencentral', branches: ['stockholm-office', 'gavle-colo'] },
  { subscription: 'serving', region: 'northeurope', branches: ['cork-edge', 'manchester-edge', 'paris-edge'] },
];

/** The link that one of the two tunnels of a branch at AWS is. */
export function awsTunnelLink(place: string, number: 0 | 1): string {
  return `vpn/aws/${place}/${number + 1}`;
}

/** The link that a tunnel of Google's is, by the tunnel's number. */
export function googleTunnelLink({ peer, region }: GoogleVpn, number: number): string {
  return `vpn/google-cloud/${peer}-${region}/${number}`;
}

/** The link that a connection of Azure's to a branch is. */
export function azureTunnelLink(gateway: { subscription: string; region: string }, branch: string): string {
  return `vpn/azure/${gateway.subscription}/${gateway.region}/${branch}`;
}

/** How many tunnels an HA VPN of Google has: two from each of its interfaces towards AWS, one elsewhere. */
export function tunnelCount({ far }: GoogleVpn): 2 | 4 {
  return far.cloud === 'aws' ? 4 : 2;
}

/** Connections of AWS to Google: two towards each HA VPN, one an interface of it, each with two tunnels. */
export const awsToGoogle = googleVpns.flatMap((vpn) =>
  vpn.far.cloud === 'aws'
    ? ([0, 1] as const).map((side) => ({
        vpn,
        side,
        hub: vpn.far.cloud === 'aws' ? vpn.far.hub : '',
        place: `google-${vpn.region}-${side === 0 ? 'a' : 'b'}`,
      }))
    : [],
);

/** Which of an HA VPN's tunnels ends at one of the two of a connection that AWS has to one of Google's interfaces. */
export function tunnelTowardsAws(side: 0 | 1, number: 0 | 1): number {
  return side + number * 2;
}

/** Where a tunnel of Google's ends: by number the interface of its own gateway and that of the far one. */
export function interfacesOf({ far }: GoogleVpn, number: number): { near: 0 | 1; far: number } {
  const near = number % 2 === 0 ? 0 : 1;
  return { near, far: far.cloud === 'aws' ? near * 2 + Math.floor(number / 2) : near };
}

/** Every tunnel over the internet. */
export function planTunnels(seed: string): Link[] {
  const aws = awsBranches.flatMap(({ hub, place }) =>
    ([0, 1] as const).map((number) =>
      tunnel({
        seed,
        name: awsTunnelLink(place, number),
        ends: [regionEnd(hub), outsideEnd(place)],
        group: `vpn/aws/${place}`,
      }),
    ),
  );
  const google = googleVpns.flatMap((vpn) =>
    Array.from({ length: tunnelCount(vpn) }, (_, number) => {
      const name = googleTunnelLink(vpn, number);
      const group = `vpn/google-cloud/${vpn.peer}-${vpn.region}`;
      const ends: Link['ends'] = [regionEnd(vpn.region), farEnd(vpn.far)];
      return tunnel({ seed, name, ends, group, isBetweenClouds: true, isGoogles: vpn.far.cloud === null });
    }),
  );
  const azure = azureGateways.flatMap((gateway) =>
    gateway.branches.map((branch) =>
      tunnel({
        seed,
        name: azureTunnelLink(gateway, branch),
        ends: [regionEnd(gateway.region), branch === 'munich-hall' ? siteEnd('munich') : outsideEnd(branch)],
        group: null,
      }),
    ),
  );
  return [...aws, ...google, ...azure];
}

function farEnd(far: GooglePeer): LinkEnd {
  if (far.cloud === 'aws') return regionEnd(far.hub);
  if (far.cloud === 'azure') return regionEnd(far.region);
  if (far.place === 'munich-hall') return siteEnd('munich');
  return far.place === 'coreweave-las-vegas' ? siteEnd('las-vegas') : outsideEnd(far.place);
}

interface TunnelRequest extends Pick<Link, 'name' | 'ends' | 'group'> {
  seed: string;
  isBetweenClouds?: boolean;
  /** Whether Google alone has a say in what it may carry. */
  isGoogles?: boolean;
}

function tunnel({ seed, isBetweenClouds = false, isGoogles = false, ...own }: TunnelRequest): Link {
  const draws = drawsOf(seed, 'link-load', own.group ?? own.name);
  return {
    ...own,
    form: 'vpn-tunnel',
    capacityBitsPerSecond: isGoogles ? googleTunnelBitsPerSecond : tunnelBitsPerSecond,
    ridesOn: [],
    flow: { of: 'demand', bytesPerSecond: draws.integer(4, 24) * (isBetweenClouds ? 4e6 : 1e6) },
    lanes: null,
  };
}
