import type { Region } from '../../azure/geography';
import { type OutsideName, outsideEnd, regionEnd, siteEnd } from '../ends';
import type { Link, LinkEnd } from '../link';
import { loadOf } from './load';

const megabit = 1e6;
const gigabit = 1e9;

/** Ports of Azure, two lines each. `far` null: to Google’s two `cross-cloud-ashburn-azure`, whose other ends they are. */
export const azurePorts = [
  { region: 'eastus', name: 'erd-ashburn', location: 'Equinix-Ashburn-DC2', bandwidthGbps: 100, far: 'ashburn-colo' },
  {
    region: 'germanywestcentral',
    name: 'erd-frankfurt',
    location: 'Equinix-Frankfurt-FR5',
    bandwidthGbps: 100,
    far: 'frankfurt-colo',
  },
  { region: 'eastus', name: 'erd-ashburn-google', location: 'Equinix-Ashburn-DC2', bandwidthGbps: 100, far: null },
] as const;
export type AzurePort = (typeof azurePorts)[number];

export type PeeringName = 'AzurePrivatePeering' | 'MicrosoftPeering';
export const peeringSides = ['primary', 'secondary'] as const;
export type PeeringSide = (typeof peeringSides)[number];

export interface AzureCircuit {
  region: Region;
  name: string;
  mbps: number;
  port?: AzurePort['name'];
  provider?: string;
  at?: string;
  /** Null: to Google. */
  far: OutsideName | 'munich' | null;
}

/** Circuits of Azure: over a port of the factory's own, or as a provider delivers them. */
export const azureCircuits: readonly AzureCircuit[] = [
  { region: 'eastus', name: 'er-ashburn-a', mbps: 40_000, port: 'erd-ashburn', far: 'ashburn-colo' },
  { region: 'eastus', name: 'er-ashburn-b', mbps: 10_000, port: 'erd-ashburn', far: 'ashburn-colo' },
  { region: 'eastus', name: 'er-dallas', mbps: 10_000, provider: 'Megaport', at: 'Dallas', far: 'dallas-colo' },
  { region: 'northeurope', name: 'er-dublin', mbps: 5000, provider: 'Equinix', at: 'Dublin', far: 'dublin-office' },
  { region: 'northeurope', name: 'er-london', mbps: 5000, provider: 'Colt', at: 'London', far: 'london-office' },
  { region: 'germanywestcentral', name: 'er-frankfurt-a', mbps: 40_000, port: 'erd-frankfurt', far: 'frankfurt-colo' },
  { region: 'germanywestcentral', name: 'er-frankfurt-b', mbps: 10_000, port: 'erd-frankfurt', far: 'frankfurt-colo' },
  {
    region: 'germanywestcentral',
    name: 'er-munich',
    mbps: 10_000,
    provider: 'Interxion',
    at: 'Frankfurt',
    far: 'munich',
  },
  { region: 'eastus', name: 'er-google-ashburn', mbps: 10_000, port: 'erd-ashburn-google', far: null },
];

/** The peerings of a circuit: the one to Google has none to Microsoft’s own services. */
export function peeringsOf({ far }: AzureCircuit): readonly PeeringName[] {
  return far === null ? ['AzurePrivatePeering'] : ['AzurePrivatePeering', 'MicrosoftPeering'];
}

/** The link that one line of a port is. */
export function azurePortLink(port: AzurePort['name'], line: 1 | 2): string {
  return `line/azure/${port}/${line}`;
}

/** The link that a circuit is as a whole. */
export function azureCircuitLink(circuit: string): string {
  return `line/azure/${circuit}`;
}

/** The link that a side of a circuit's peering is. */
export function azurePeeringLink(circuit: string, peering: PeeringName, side: PeeringSide): string {
  return `${azureCircuitLink(circuit)}/${peering}/${side}`;
}

/** The link by which a network's gateway is connected to a circuit. */
export function azureAttachmentLink(circuit: string): string {
  return `${azureCircuitLink(circuit)}/attachment`;
}

/** The first three octets and the last of a peering's side: of four addresses the far end has the second, Azure the third. */
export function peeringBlock(
  circuit: string,
  peering: PeeringName,
  side: PeeringSide,
): { prefix: string; first: number } {
  const index = azureCircuits.findIndex(({ name }) => name === circuit);
  const third = index * 2 + (peering === 'AzurePrivatePeering' ? 0 : 1);
  return { prefix: `192.168.${third}`, first: side === 'primary' ? 0 : 4 };
}

/** Every line of ports, every circuit, and the sides of their peerings. */
export function planAzureCircuits(seed: string): Link[] {
  return [...azurePorts.flatMap(linesOf), ...azureCircuits.flatMap((circuit) => circuitLinks(seed, circuit))];
}

function linesOf(port: AzurePort): Link[] {
  return ([1, 2] as const).map((line) => ({
    name: azurePortLink(port.name, line),
    form: 'circuit-port',
    ends: [regionEnd(port.region), port.far === null ? siteEnd('ashburn') : outsideEnd(port.far)],
    capacityBitsPerSecond: port.bandwidthGbps * gigabit,
    ridesOn: [],
    group: `line/azure/${port.name}`,
    flow: { of: 'riders' },
    lanes: 4,
  }));
}

function circuitLinks(seed: string, circuit: AzureCircuit): Link[] {
  const { name, region, mbps, port, far } = circuit;
  const ends: [LinkEnd, LinkEnd] = [
    regionEnd(region),
    far === null ? regionEnd('us-east4') : far === 'munich' ? siteEnd(far) : outsideEnd(far),
  ];
  const lines = port === undefined ? [] : [azurePortLink(port, 1), azurePortLink(port, 2)];
  const peerings = peeringsOf(circuit).flatMap((peering) => {
    const group = `${azureCircuitLink(name)}/${peering}`;
    const share = peering === 'AzurePrivatePeering' ? 1 : 0.3;
    return peeringSides.map(
      (side, index): Link => ({
        name: azurePeeringLink(name, peering, side),
        form: 'virtual-interface',
        ends,
        capacityBitsPerSecond: mbps * megabit,
        ridesOn: lines.slice(index, index + 1),
        group,
        flow: { of: 'demand', bytesPerSecond: loadOf(seed, group, mbps * megabit) * share },
        lanes: null,
      }),
    );
  });
  const whole: Link = {
    name: azureCircuitLink(name),
    form: 'circuit',
    ends,
    capacityBitsPerSecond: mbps * megabit,
    ridesOn: lines,
    group: /-(a|b)$/.test(name) ? azureCircuitLink(name.slice(0, -2)) : null,
    flow: { of: 'members', links: peerings.map((peering) => peering.name) },
    lanes: null,
  };
  const own = peeringSides.map((side) => azurePeeringLink(name, 'AzurePrivatePeering', side));
  const attachment: Link = {
    name: azureAttachmentLink(name),
    form: 'transit-attachment',
    ends,
    capacityBitsPerSecond: null,
    ridesOn: own,
    group: null,
    flow: { of: 'members', links: own },
    lanes: null,
  };
  return [whole, ...peerings, attachment];
}
