import type { Region, SubscriptionName } from '../geography';
import type { Circuit, CircuitPort, VpnConnection, VpnGateway } from '../records/links';
import { idOf, resourceId } from '../resource-id';
import { addPatch } from './add-patch';
import {
  beforeEpoch,
  drawsFor,
  type Ground,
  groundOf,
  guidOf,
  hourMs,
  networkGroupOf,
  type PlanContext,
  placed,
  subnetOf,
} from './plan';

/** Gateways, and the offices and colocations that reach them over the internet. */
const gateways: readonly { subscription: SubscriptionName; region: Region; branches: readonly string[] }[] = [
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

const ports = [
  { region: 'eastus', name: 'erd-ashburn', location: 'Equinix-Ashburn-DC2', bandwidthGbps: 100 },
  { region: 'germanywestcentral', name: 'erd-frankfurt', location: 'Equinix-Frankfurt-FR5', bandwidthGbps: 100 },
] as const;

/** Circuits: over a port of the factory's own, or as a provider delivers them. */
const circuits: readonly {
  region: Region;
  name: string;
  mbps: number;
  port?: string;
  provider?: string;
  at?: string;
}[] = [
  { region: 'eastus', name: 'er-ashburn-a', mbps: 40_000, port: 'erd-ashburn' },
  { region: 'eastus', name: 'er-ashburn-b', mbps: 10_000, port: 'erd-ashburn' },
  { region: 'eastus', name: 'er-dallas', mbps: 10_000, provider: 'Megaport', at: 'Dallas' },
  { region: 'northeurope', name: 'er-dublin', mbps: 5000, provider: 'Equinix', at: 'Dublin' },
  { region: 'northeurope', name: 'er-london', mbps: 5000, provider: 'Colt', at: 'London' },
  { region: 'germanywestcentral', name: 'er-frankfurt-a', mbps: 40_000, port: 'erd-frankfurt' },
  { region: 'germanywestcentral', name: 'er-frankfurt-b', mbps: 10_000, port: 'erd-frankfurt' },
  { region: 'germanywestcentral', name: 'er-munich', mbps: 10_000, provider: 'Interxion', at: 'Frankfurt' },
];

/** Joins the networks to the places outside: VPN gateways with their connections, circuits and ports. */
export function planLinks(context: PlanContext): void {
  for (const { subscription, region, branches } of gateways) {
    planGateway(context, groundOf(subscription, region), branches);
  }
  for (const port of ports) context.standing.push(circuitPort(context, port));
  for (const [index, circuit] of circuits.entries()) context.standing.push(toCircuit(context, circuit, index));
}

function planGateway(context: PlanContext, ground: Ground, branches: readonly string[]): void {
  const { seed, standing } = context;
  const name = `vgw-${ground.subscription}-${ground.region}`;
  const draws = drawsFor(seed, ground, 'gateway', name);
  const resourceGroup = networkGroupOf(ground);
  const common = { name, key: `gateway/${name}`, resourceGroup, team: 'site-reliability' } as const;
  const gateway: VpnGateway = {
    ...placed(seed, ground, { ...common, createdAt: beforeEpoch(draws.integer(200, 380)) }),
    type: 'microsoft.network/virtualnetworkgateways',
    sku: draws.pick(['VpnGw2AZ', 'VpnGw3AZ']),
    asn: 65_515,
    peeringAddress: `10.${ground.octet}.0.30`,
    subnet: subnetOf(ground, 'GatewaySubnet'),
    uniqueId: guidOf(draws),
  };
  standing.push(gateway);
  for (const branch of branches) planConnection(context, ground, gateway, branch);
}

function planConnection(context: PlanContext, ground: Ground, gateway: VpnGateway, branch: string): void {
  const { seed, standing } = context;
  const name = `cn-${branch}`;
  const draws = drawsFor(seed, ground, 'connection', name);
  const createdAt = beforeEpoch(draws.integer(30, 190));
  const common = { name, key: `connection/${name}`, resourceGroup: gateway.resourceGroup, createdAt };
  const connection: VpnConnection = {
    ...placed(seed, ground, { ...common, team: 'site-reliability' }),
    type: 'microsoft.network/connections',
    gateway: idOf(gateway),
    localGateway: resourceId(gateway, 'Microsoft.Network/localNetworkGateways', `lgw-${branch}`),
    status: 'Connected',
    ingressBytes: 0n,
    egressBytes: 0n,
    uniqueId: guidOf(draws),
  };
  standing.push(connection);
  const [ingressPerHour, egressPerHour] = [draws.integer(1, 9), draws.integer(1, 9)];
  addPatch(context, 'microsoft.network/connections', idOf(connection), (record, now) => ({
    ...record,
    ingressBytes: carriedBy(now, createdAt, ingressPerHour),
    egressBytes: carriedBy(now, createdAt, egressPerHour),
  }));
}

/** Busy links have carried more bytes than a double can count one by one. */
function carriedBy(now: Date, since: Date, terabytesPerHour: number): bigint {
  const hours = Math.floor((now.getTime() - since.getTime()) / hourMs);
  return BigInt(hours) * BigInt(terabytesPerHour) * 1_099_511_627_777n + 9_007_199_254_740_993n;
}

function circuitPort(
  context: PlanContext,
  { region, name, location, bandwidthGbps }: (typeof ports)[number],
): CircuitPort {
  const ground = groundOf('shared', region);
  const draws = drawsFor(context.seed, ground, 'port', name);
  const common = { name, key: `port/${name}`, resourceGroup: 'rg-expressroute', team: 'site-reliability' } as const;
  const link = (number: 1 | 2) => ({
    name: `link${number}` as const,
    admin: 'Enabled' as const,
    router: `${location.slice(-3).toLowerCase()}-09xgmr-cis-${number}`,
    interface: `HundredGigE${draws.integer(0, 9)}/${number}`,
    rack: `${location.slice(-3)}-R${draws.integer(10, 40)}`,
  });
  return {
    ...placed(context.seed, ground, { ...common, createdAt: beforeEpoch(draws.integer(250, 390)) }),
    type: 'microsoft.network/expressrouteports',
    location,
    bandwidthGbps,
    links: [link(1), link(2)],
    uniqueId: guidOf(draws),
  };
}

function toCircuit({ seed }: PlanContext, plan: (typeof circuits)[number], index: number): Circuit {
  const ground = groundOf('shared', plan.region);
  const draws = drawsFor(seed, ground, 'circuit', plan.name);
  const common = { name: plan.name, key: `circuit/${plan.name}`, resourceGroup: 'rg-expressroute' };
  const base = placed(seed, ground, {
    ...common,
    team: 'site-reliability',
    createdAt: beforeEpoch(draws.integer(100, 240)),
  });
  const peering = (name: 'AzurePrivatePeering' | 'MicrosoftPeering', offset: number) => ({
    name,
    state: 'Enabled' as const,
    provisioning: 'Succeeded' as const,
    vlan: 200 + index * 10 + offset,
    peerAsn: 65_100 + index,
    primaryPrefix: `192.168.${index * 2 + offset}.0/30`,
    secondaryPrefix: `192.168.${index * 2 + offset}.4/30`,
  });
  return {
    ...base,
    type: 'microsoft.network/expressroutecircuits',
    provider: plan.provider === undefined ? null : { name: plan.provider, location: plan.at ?? plan.provider },
    port: plan.port === undefined ? null : resourceId(base, 'Microsoft.Network/expressRoutePorts', plan.port),
    bandwidthMbps: plan.mbps,
    providerState: 'Provisioned',
    serviceKey: guidOf(draws),
    peerings: [peering('AzurePrivatePeering', 0), peering('MicrosoftPeering', 1)],
  };
}
