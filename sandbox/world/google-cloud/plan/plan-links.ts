import { drawsOf } from '../../draws';
import type { RegionName } from '../geography';
import { computeName } from '../native-names';
import type { Attachment, Interconnect, RouterPeer } from '../records/network';
import { type PlanContext, place } from './plan';

const project = 'network';
const network = computeName(project, 'global', 'networks', 'factory');

/** HA VPNs: a pair of tunnels each, from one of our gateways to one of theirs. */
const vpns: readonly { region: RegionName; peer: string; asn: number }[] = [
  { region: 'us-central1', peer: 'aws-columbus', asn: 64512 },
  { region: 'us-central1', peer: 'coreweave-las-vegas', asn: 64601 },
  { region: 'us-east4', peer: 'aws-ashburn', asn: 64512 },
  { region: 'us-east4', peer: 'azure-ashburn', asn: 65515 },
  { region: 'europe-west4', peer: 'munich-hall', asn: 64700 },
  { region: 'europe-west4', peer: 'azure-stockholm', asn: 65515 },
  { region: 'europe-west3', peer: 'munich-hall', asn: 64700 },
  { region: 'europe-west3', peer: 'frankfurt-office', asn: 64810 },
];

/** Circuits, with the attachments that ride on them. */
const circuits: readonly {
  name: string;
  facility: string;
  linkType: Interconnect['linkType'];
  links: number;
  attachments: { region: RegionName; bandwidth: string; gigabits: number }[];
}[] = [
  {
    name: 'ashburn-a',
    facility: 'iad-zone1-1',
    linkType: 'LINK_TYPE_ETHERNET_100G_LR',
    links: 2,
    attachments: [
      { region: 'us-east4', bandwidth: 'BPS_50G', gigabits: 50 },
      { region: 'us-central1', bandwidth: 'BPS_20G', gigabits: 20 },
    ],
  },
  {
    name: 'ashburn-b',
    facility: 'iad-zone2-1',
    linkType: 'LINK_TYPE_ETHERNET_100G_LR',
    links: 2,
    attachments: [
      { region: 'us-east4', bandwidth: 'BPS_50G', gigabits: 50 },
      { region: 'us-central1', bandwidth: 'BPS_20G', gigabits: 20 },
    ],
  },
  {
    name: 'frankfurt-a',
    facility: 'fra-zone1-58',
    linkType: 'LINK_TYPE_ETHERNET_10G_LR',
    links: 4,
    attachments: [
      { region: 'europe-west3', bandwidth: 'BPS_10G', gigabits: 10 },
      { region: 'europe-west4', bandwidth: 'BPS_20G', gigabits: 20 },
    ],
  },
  {
    name: 'frankfurt-b',
    facility: 'fra-zone2-58',
    linkType: 'LINK_TYPE_ETHERNET_10G_LR',
    links: 4,
    attachments: [
      { region: 'europe-west3', bandwidth: 'BPS_10G', gigabits: 10 },
      { region: 'europe-west4', bandwidth: 'BPS_20G', gigabits: 20 },
    ],
  },
];

/** Routers, VPN gateways and tunnels, interconnects and attachments. */
export function planLinks(context: PlanContext): void {
  const peers = new Map<RegionName, RouterPeer[]>();
  const addPeer = (region: RegionName, peer: RouterPeer) => peers.set(region, [...(peers.get(region) ?? []), peer]);
  for (const [index, vpn] of vpns.entries()) planVpn(context, vpn, index, addPeer);
  for (const [index, circuit] of circuits.entries()) planCircuit(context, circuit, index, addPeer);
  planPartnerAttachments(context, addPeer);
  for (const [region, sessions] of peers) {
    context.standing.push({
      kind: 'router',
      ...placeHere(context, region, 'routers', routerOf(region)),
      network,
      asn: 16550,
      peers: sessions,
    });
  }
}

function routerOf(region: RegionName): string {
  return `factory-${region}`;
}

function routerName(region: RegionName): string {
  return computeName(project, region, 'routers', routerOf(region));
}

function placeHere({ seed }: PlanContext, location: string, collection: string, name: string, labelled = false) {
  const fullName = computeName(project, location, collection, name);
  return place({
    seed,
    fullName,
    project,
    location,
    name,
    ...(labelled ? { team: 'site-reliability' as const } : {}),
  });
}

type AddPeer = (region: RegionName, peer: RouterPeer) => void;

function planVpn(context: PlanContext, { region, peer, asn }: (typeof vpns)[number], index: number, addPeer: AddPeer) {
  const { seed, standing } = context;
  const draws = drawsOf(seed, 'google-cloud', 'vpn', peer, region);
  const addresses: [string, string] = [
    `34.157.${index}.${draws.integer(1, 254)}`,
    `35.220.${index}.${draws.integer(1, 254)}`,
  ];
  const theirs: [string, string] = [`198.51.100.${index * 2 + 1}`, `198.51.100.${index * 2 + 2}`];
  const gateway = placeHere(context, region, 'vpnGateways', `ha-${peer}-${region}`, true);
  const external = placeHere(context, 'global', 'externalVpnGateways', `${peer}-from-${region}`, true);
  standing.push(
    { kind: 'vpn-gateway', ...gateway, network, addresses },
    { kind: 'external-vpn-gateway', ...external, addresses: theirs },
  );
  for (const side of [0, 1] as const) {
    const tunnel = placeHere(context, region, 'vpnTunnels', `${peer}-${region}-tunnel-${side}`, true);
    standing.push({
      kind: 'vpn-tunnel',
      ...tunnel,
      status: 'ESTABLISHED',
      detailedStatus: 'Tunnel is up and running.',
      gateway: gateway.fullName,
      gatewayInterface: side,
      peerGateway: external.fullName,
      peerAddress: theirs[side],
      router: routerName(region),
    });
    addPeer(region, {
      name: `${tunnel.name}-bgp`,
      interfaceName: `${tunnel.name}-if`,
      over: tunnel.fullName,
      localAddress: `169.254.${index}.${side * 4 + 1}`,
      peerAddress: `169.254.${index}.${side * 4 + 2}`,
      peerAsn: asn,
    });
  }
}

function planCircuit(context: PlanContext, circuit: (typeof circuits)[number], index: number, addPeer: AddPeer) {
  const { seed, standing } = context;
  const placed = placeHere(context, 'global', 'interconnects', `dedicated-${circuit.name}`, true);
  const attachments = circuit.attachments.map(({ region, bandwidth, gigabits }, slot): Attachment => {
    const attachment = placeHere(context, region, 'interconnectAttachments', `${circuit.name}-${region}`, true);
    addPeer(region, {
      name: `${attachment.name}-bgp`,
      interfaceName: `${attachment.name}-if`,
      over: attachment.fullName,
      localAddress: `169.254.${100 + index}.${slot * 8 + 1}`,
      peerAddress: `169.254.${100 + index}.${slot * 8 + 2}`,
      peerAsn: 64700,
    });
    return {
      kind: 'attachment',
      ...attachment,
      type: 'DEDICATED',
      state: 'ACTIVE',
      bandwidth,
      bitsPerSecond: gigabits * 1e9,
      interconnect: placed.fullName,
      router: routerName(region),
      vlan: drawsOf(seed, 'google-cloud', 'vlan', attachment.name).integer(2, 4093),
    };
  });
  standing.push(
    {
      kind: 'interconnect',
      ...placed,
      state: 'ACTIVE',
      linkType: circuit.linkType,
      links: circuit.links,
      facility: circuit.facility,
      customer: 'Millwright',
      attachments: attachments.map(({ fullName }) => fullName),
      operational: true,
    },
    ...attachments,
  );
}

function planPartnerAttachments(context: PlanContext, addPeer: AddPeer): void {
  const partners: readonly [RegionName, string, Attachment['state']][] = [
    ['europe-west4', 'partner-eemshaven-a', 'ACTIVE'],
    ['europe-west4', 'partner-eemshaven-b', 'PENDING_PARTNER'],
  ];
  for (const [index, [region, name, state]] of partners.entries()) {
    const placed = placeHere(context, region, 'interconnectAttachments', name, true);
    context.standing.push({
      kind: 'attachment',
      ...placed,
      type: 'PARTNER',
      state,
      bandwidth: 'BPS_1G',
      bitsPerSecond: 1e9,
      interconnect: null,
      router: routerName(region),
      vlan: 1200 + index,
    });
    if (state !== 'ACTIVE') continue;
    addPeer(region, {
      name: `${name}-bgp`,
      interfaceName: `${name}-if`,
      over: placed.fullName,
      localAddress: `169.254.${120 + index}.1`,
      peerAddress: `169.254.${120 + index}.2`,
      peerAsn: 64820,
    });
  }
}
