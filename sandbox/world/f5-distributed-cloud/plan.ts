import { beforeEpoch } from '../aws/plan/plan';
import { type Draws, drawsOf } from '../draws';
import { places } from '../places';
import type { EdgeNode, EdgeSite, PlannedLink, SiteKind, SiteState } from './records';

/** The factory's tenant, and the namespace where sites are. */
export const edgeTenant = 'millwright-qhbvxkyd';
export const systemNamespace = 'system';
export const edgeNamespaces = ['system', 'shared', 'default', 'inference', 'ml-edge'] as const;

const current = { software: 'crt-20251027-3381', os: '9.2025.39' };
const newer = { software: 'crt-20251110-3402', os: '9.2025.45' };

interface Draft {
  name: string;
  place: string;
  kind: SiteKind;
  state?: SiteState;
  nodes: number;
  regionalEdges: readonly string[];
  upgradeWaits?: boolean;
}

const regionalEdges: readonly { name: string; latitude: number; longitude: number; region: string }[] = [
  { name: 'ves-io-fr4-fra', latitude: 50.11, longitude: 8.68, region: 'fr4-fra' },
  { name: 'ves-io-pa4-par', latitude: 48.86, longitude: 2.35, region: 'pa4-par' },
  { name: 'ves-io-dc12-ash', latitude: 39.04, longitude: -77.49, region: 'dc12-ash' },
  { name: 'ves-io-ny8-nyc', latitude: 40.71, longitude: -74.01, region: 'ny8-nyc' },
];

const europe = ['ves-io-fr4-fra', 'ves-io-pa4-par'];
const america = ['ves-io-dc12-ash', 'ves-io-ny8-nyc'];

const drafts: readonly Draft[] = [
  { name: 'edge-frankfurt', place: 'frankfurt', kind: 'securemesh_site_v2', nodes: 3, regionalEdges: europe },
  {
    name: 'edge-munich',
    place: 'munich',
    kind: 'securemesh_site_v2',
    nodes: 3,
    regionalEdges: europe,
    upgradeWaits: true,
  },
  { name: 'edge-ashburn', place: 'ashburn', kind: 'aws_vpc_site', nodes: 3, regionalEdges: america },
  {
    name: 'lab-dublin',
    place: 'dublin',
    kind: 'azure_vnet_site',
    state: 'ERROR_IN_ORCHESTRATION',
    nodes: 0,
    regionalEdges: europe,
  },
  {
    name: 'lab-eemshaven',
    place: 'eemshaven',
    kind: 'gcp_vpc_site',
    state: 'PROVISIONING',
    nodes: 1,
    regionalEdges: europe,
  },
  {
    name: 'spare-stockholm',
    place: 'stockholm',
    kind: 'voltstack_site',
    state: 'STANDBY',
    nodes: 1,
    regionalEdges: europe,
  },
  {
    name: 'lab-columbus',
    place: 'columbus',
    kind: 'securemesh_site_v2',
    state: 'FAILED',
    nodes: 1,
    regionalEdges: america,
  },
  {
    name: 'edge-mumbai',
    place: 'mumbai',
    kind: 'securemesh_site_v2',
    state: 'WAITING_FOR_REGISTRATION',
    nodes: 0,
    regionalEdges: ['ves-io-pa4-par'],
  },
];

/** Every site, in order of its name. Pure; beyond scale 1 the factory has branches. */
export function planSites(seed: string, scale: number): EdgeSite[] {
  const branches = Array.from({ length: (scale - 1) * 4 }, (_, index): Draft => {
    const place = places[index % places.length];
    const name = `branch-${String(index + 1).padStart(4, '0')}`;
    return { name, place: place?.name ?? 'munich', kind: 'securemesh_site_v2', nodes: 3, regionalEdges: europe };
  });
  const customer = [...drafts, ...branches].map((draft) => customerEdge(seed, draft));
  return [...regionalEdges.map((edge) => regionalEdge(seed, edge)), ...customer].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}

function regionalEdge(seed: string, { name, latitude, longitude, region }: (typeof regionalEdges)[number]): EdgeSite {
  const draws = drawsOf(seed, 'edge', name);
  return {
    name,
    uid: uidOf(draws),
    type: 'REGIONAL_EDGE',
    kind: null,
    state: 'ONLINE',
    region,
    latitude,
    longitude,
    labels: { 'ves.io/siteName': name, 'ves.io/siteType': 'ves-io-re', 'ves.io/region': region },
    softwareVersion: current.software,
    availableSoftwareVersion: current.software,
    osVersion: current.os,
    availableOsVersion: current.os,
    nodes: [],
    regionalEdges: [],
    createdAt: beforeEpoch(2000),
  };
}

function customerEdge(seed: string, draft: Draft): EdgeSite {
  const { name, place: placeName, kind, state = 'ONLINE', nodes: count } = draft;
  const draws = drawsOf(seed, 'edge', name);
  const place = places.find((each) => each.name === placeName);
  if (!place) throw new Error(`The factory has no place ${placeName}.`);
  const available = draft.upgradeWaits ? newer : current;
  return {
    name,
    uid: uidOf(draws),
    type: 'CUSTOMER_EDGE',
    kind,
    state,
    region: draft.regionalEdges[0] ?? '',
    latitude: place.latitude,
    longitude: place.longitude,
    labels: {
      'ves.io/siteName': name,
      'ves.io/siteType': 'ves-io-ce',
      'ves.io/provider': providers[kind],
      site: placeName,
      team: 'site-reliability',
    },
    softwareVersion: current.software,
    availableSoftwareVersion: available.software,
    osVersion: current.os,
    availableOsVersion: available.os,
    nodes: Array.from({ length: count }, (_, index) => edgeNode(draws, name, index, state)),
    regionalEdges: draft.regionalEdges,
    createdAt: beforeEpoch(draws.integer(20, 400)),
  };
}

const providers: Readonly<Record<SiteKind, string>> = {
  securemesh_site_v2: 'ves-io-BAREMETAL',
  aws_vpc_site: 'ves-io-AWS',
  azure_vnet_site: 'ves-io-AZURE',
  gcp_vpc_site: 'ves-io-GCP',
  voltstack_site: 'ves-io-KVM',
};

function edgeNode(draws: Draws, site: string, index: number, state: SiteState): EdgeNode {
  const uid = uidOf(draws);
  return {
    registration: `r-${uid}`,
    uid,
    hostname: `${site}-node-${index}`,
    state: state === 'PROVISIONING' ? 'PENDING' : state === 'FAILED' ? 'FAILED' : 'ONLINE',
    address: `10.240.${draws.integer(0, 250)}.${10 + index}`,
    serial: draws.hex(10).toUpperCase(),
  };
}

function uidOf(draws: Draws): string {
  return [8, 4, 4, 4, 12].map((digits) => draws.hex(digits)).join('-');
}

/** Every tunnel: of each customer edge that runs to its regional edges, and among the three the factory leans on. */
export function planLinks(sites: readonly EdgeSite[]): PlannedLink[] {
  const links: PlannedLink[] = [];
  const add = (from: string, to: string, createdAt: Date) =>
    links.push({ name: `${from}--${to}`, from, to, createdAt });
  for (const site of sites) {
    if (site.type !== 'CUSTOMER_EDGE' || site.nodes.length === 0 || site.state === 'PROVISIONING') continue;
    for (const edge of site.regionalEdges) add(site.name, edge, site.createdAt);
  }
  const meshed = sites.filter(({ name }) => name.startsWith('edge-') && name !== 'edge-mumbai');
  meshed.forEach((from, place) => {
    for (const to of meshed.slice(place + 1)) add(from.name, to.name, from.createdAt);
  });
  return links;
}
