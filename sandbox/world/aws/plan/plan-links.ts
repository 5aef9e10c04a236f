import { drawsOf } from '../../draws';
import { siteOfRegion } from '../../places';
import { tagsFor } from '../../tags';
import { accounts } from '../geography';
import { beforeEpoch, epoch, groundOf, hourMs, type PlanContext } from './plan';

/** Regions whose traffic meets at a transit gateway, and the account that owns it. */
const hubs = [
  { account: accounts.training, region: 'us-east-1', asn: 64512 },
  { account: accounts.training, region: 'us-east-2', asn: 64513 },
  { account: accounts.training, region: 'us-west-2', asn: 64514 },
  { account: accounts.training, region: 'eu-north-1', asn: 64515 },
  { account: accounts.serving, region: 'eu-west-1', asn: 64516 },
  { account: accounts.serving, region: 'eu-central-1', asn: 64517 },
  { account: accounts.serving, region: 'ap-northeast-1', asn: 64518 },
] as const;

/** Offices and colocations that reach a hub over the internet. */
const branches = [
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

/** Dedicated circuits into colocations where the factory keeps machines of its own. */
const circuits = [
  { hub: 'us-east-1', name: 'ashburn-a', location: 'EqDC2', bandwidth: '100Gbps', partner: 'Equinix' },
  { hub: 'us-east-1', name: 'ashburn-b', location: 'EqDC6', bandwidth: '100Gbps', partner: 'Equinix' },
  { hub: 'us-west-2', name: 'hillsboro-a', location: 'EqSE2', bandwidth: '100Gbps', partner: 'Equinix' },
  { hub: 'eu-north-1', name: 'lulea-a', location: 'EqSK1', bandwidth: '10Gbps', partner: 'Equinix' },
  { hub: 'eu-central-1', name: 'frankfurt-a', location: 'EqFR5', bandwidth: '10Gbps', partner: 'Equinix' },
  { hub: 'eu-central-1', name: 'frankfurt-b', location: 'ITXF1', bandwidth: '10Gbps', partner: 'Interxion' },
] as const;

/** Joins the grounds: transit gateways with their attachments, VPN connections and private circuits. */
export function planLinks(context: PlanContext): void {
  for (const hub of hubs) planHub(context, hub);
  for (const [index, branch] of branches.entries()) planBranch(context, branch, index);
  for (const [index, circuit] of circuits.entries()) planCircuit(context, circuit, index);
}

type Hub = (typeof hubs)[number];

function planHub(context: PlanContext, { account, region, asn }: Hub): void {
  const { seed, standing } = context;
  const ground = groundOf(context, account.name, region);
  const createdAt = beforeEpoch(400);
  const name = `hub-${siteOfRegion(region)}`;
  standing.add('transit-gateway', {
    kind: 'transit-gateway',
    account: account.id,
    region,
    name,
    tags: tagsFor({ seed, key: name, name, team: 'site-reliability', region }),
    createdAt,
    id: ground.transitGateway,
    description: `Transit of the ${siteOfRegion(region)} site`,
    state: 'available',
    asn,
    routeTable: ground.transitRouteTable,
  });
  for (const member of context.grounds.filter((candidate) => candidate.region === region)) {
    attach(context, {
      account: member.account.id,
      region,
      name: `${member.account.name}-${region}`,
      resourceType: 'vpc',
      resourceId: member.network,
    });
  }
}

function planBranch(context: PlanContext, { hub, place }: (typeof branches)[number], index: number): void {
  const { seed, standing } = context;
  const { account, region } = hubOf(hub);
  const { transitGateway } = groundOf(context, account.name, region);
  const draws = drawsOf(seed, 'vpn', place);
  const id = `vpn-0${draws.hex(16)}`;
  const tunnel = (number: 0 | 1) => ({
    outsideAddress: `${number === 0 ? '203.0.113' : '198.51.100'}.${10 + index * 2 + number}`,
    insideCidr: `169.254.${20 + index}.${number * 4}/30`,
    status: 'UP' as const,
    message: `${3 + (index % 4)} BGP ROUTES`,
    acceptedRoutes: 3 + (index % 4),
    lastStatusChange: new Date(epoch.getTime() - draws.integer(2, 400) * hourMs),
  });
  standing.add('vpn-connection', {
    kind: 'vpn-connection',
    account: account.id,
    region,
    name: place,
    tags: tagsFor({ seed, key: `vpn/${place}`, name: place, team: 'site-reliability', region }),
    createdAt: beforeEpoch(draws.integer(60, 380)),
    id,
    state: 'available',
    customerGateway: `cgw-0${draws.hex(16)}`,
    transitGateway,
    tunnels: [tunnel(0), tunnel(1)],
  });
  attach(context, { account: account.id, region, name: place, resourceType: 'vpn', resourceId: id });
}

function planCircuit(context: PlanContext, circuit: (typeof circuits)[number], index: number): void {
  const { seed, standing } = context;
  const { account, region } = hubOf(circuit.hub);
  const draws = drawsOf(seed, 'circuit', circuit.name);
  const createdAt = beforeEpoch(draws.integer(200, 390));
  const name = `dx-${circuit.name}`;
  const id = `dxcon-f${draws.hex(7)}`;
  const device = `${circuit.location}-${draws.hex(13)}`;
  const tags = (title: string) => {
    const { Name: _, ...rest } = tagsFor({ seed, key: title, name: null, team: 'site-reliability', region });
    return rest;
  };
  standing.add('private-circuit', {
    kind: 'private-circuit',
    account: account.id,
    region,
    name,
    tags: tags(name),
    createdAt,
    id,
    state: 'available',
    location: circuit.location,
    bandwidth: circuit.bandwidth,
    partner: circuit.partner,
    device,
  });
  const gateway = gatewayId(seed, region);
  for (const type of ['transit', 'private'] as const) {
    const title = `${name}-${type}`;
    const interfaceDraws = drawsOf(seed, 'virtual-interface', title);
    standing.add('virtual-interface', {
      kind: 'virtual-interface',
      account: account.id,
      region,
      name: title,
      tags: tags(title),
      createdAt,
      id: `dxvif-f${interfaceDraws.hex(7)}`,
      circuit: id,
      location: circuit.location,
      type,
      state: 'available',
      vlan: 100 + index * 10 + (type === 'transit' ? 1 : 2),
      customerAsn: 65010 + index,
      gateway,
      addressOctet: index * 2 + (type === 'transit' ? 0 : 1),
      bgp: 'up',
      peerId: `dxpeer-f${interfaceDraws.hex(7)}`,
      device,
    });
  }
  if (circuit.name.endsWith('-a')) {
    attach(context, { account: account.id, region, name, resourceType: 'direct-connect-gateway', resourceId: gateway });
  }
}

interface AttachmentRequest {
  account: string;
  region: string;
  name: string;
  resourceType: 'vpc' | 'vpn' | 'direct-connect-gateway';
  resourceId: string;
}

/** An attachment is seen by the gateway's owner; the account of what is attached may be another. */
function attach(context: PlanContext, { account, region, name, resourceType, resourceId }: AttachmentRequest): void {
  const { seed, standing } = context;
  const owner = hubOf(region).account;
  const { transitGateway, transitRouteTable } = groundOf(context, owner.name, region);
  standing.add('transit-attachment', {
    kind: 'transit-attachment',
    account: owner.id,
    region,
    name,
    tags: account === owner.id ? tagsFor({ seed, key: `attach/${name}`, name, team: 'site-reliability', region }) : {},
    createdAt: beforeEpoch(drawsOf(seed, 'attached', name).integer(50, 390)),
    id: `tgw-attach-0${drawsOf(seed, 'attachment', region, resourceType, name).hex(16)}`,
    transitGateway,
    resourceType,
    resourceId,
    resourceOwner: account,
    state: 'available',
    routeTable: transitRouteTable,
  });
}

function hubOf(region: string): Hub {
  const hub = hubs.find((candidate) => candidate.region === region);
  if (!hub) throw new Error(`The factory has no hub in ${region}.`);
  return hub;
}

function gatewayId(seed: string, region: string): string {
  const draws = drawsOf(seed, 'direct-connect-gateway', region);
  return `${draws.hex(8)}-${draws.hex(4)}-4${draws.hex(3)}-8${draws.hex(3)}-${draws.hex(12)}`;
}
