import type { LinkSide } from '../../links/link';
import { createLinkWorld } from '../../links/link-world';
import {
  type AzureCircuit,
  type AzurePort,
  azureAttachmentLink,
  azureCircuitLink,
  azureCircuits,
  azurePeeringLink,
  azurePortLink,
  azurePorts,
  type PeeringName,
  type PeeringSide,
  peeringBlock,
  peeringsOf,
} from '../../links/plan/azure-circuits';
import type { Region } from '../geography';
import type { Circuit, CircuitConnection, CircuitGateway, CircuitPeering, CircuitPort } from '../records/links';
import { idOf, resourceId } from '../resource-id';
import { addPatch } from './add-patch';
import { beforeEpoch, drawsFor, groundOf, guidOf, networkGroupOf, type PlanContext, placed, subnetOf } from './plan';

const resourceGroup = 'rg-expressroute';
const googleAsn = 16_550;

/** Circuits, and the ports that some of them are over. */
export function planCircuits(context: PlanContext): void {
  for (const port of azurePorts) context.standing.push(circuitPort(context, port));
  for (const [index, circuit] of azureCircuits.entries()) context.standing.push(toCircuit(context, circuit, index));
  for (const region of new Set(azureCircuits.map((circuit) => circuit.region))) planGateway(context, region);
}

/** The gateway by which the shared network of a region reaches its circuits, and a connection to each. */
function planGateway(context: PlanContext, region: Region): void {
  const { seed, standing } = context;
  const links = createLinkWorld(seed, context.scale);
  const ground = groundOf('shared', region);
  const name = `ergw-shared-${region}`;
  const draws = drawsFor(seed, ground, 'circuit-gateway', name);
  const shared = { resourceGroup: networkGroupOf(ground), team: 'site-reliability' } as const;
  const common = { ...shared, name, key: `circuit-gateway/${name}` } as const;
  const gateway: CircuitGateway = {
    ...placed(seed, ground, { ...common, createdAt: beforeEpoch(draws.integer(90, 100)) }),
    type: 'microsoft.network/virtualnetworkgateways',
    purpose: 'circuit',
    sku: draws.pick(['ErGw1AZ', 'ErGw2AZ']),
    subnet: subnetOf(ground, 'GatewaySubnet'),
    uniqueId: guidOf(draws),
  };
  standing.push(gateway);
  for (const circuit of azureCircuits.filter((each) => each.region === region)) {
    const called = `cn-${circuit.name}`;
    const own = drawsFor(seed, ground, 'circuit-connection', called);
    const line = ownEnd(azureAttachmentLink(circuit.name));
    const connection: CircuitConnection = {
      ...placed(seed, ground, {
        ...shared,
        name: called,
        key: `circuit-connection/${called}`,
        createdAt: beforeEpoch(own.integer(30, 80)),
      }),
      type: 'microsoft.network/connections',
      purpose: 'circuit',
      gateway: idOf(gateway),
      circuit: resourceId(
        { subscription: gateway.subscription, resourceGroup },
        'Microsoft.Network/expressRouteCircuits',
        circuit.name,
      ),
      line,
      status: 'Connected',
      uniqueId: guidOf(own),
    };
    standing.push(connection);
    addPatch(context, 'microsoft.network/connections', idOf(connection), (record, now) => ({
      ...record,
      status: links.read(line.link, now.getTime()).isUp ? 'Connected' : 'NotConnected',
    }));
  }
}

/** Of every line Azure has the first end. */
function ownEnd(link: string): LinkSide {
  return { link, end: 0 };
}

function prefixOf(circuit: string, peering: PeeringName, side: PeeringSide): string {
  const { prefix, first } = peeringBlock(circuit, peering, side);
  return `${prefix}.${first}/30`;
}

function circuitPort(context: PlanContext, { region, name, location, bandwidthGbps }: AzurePort): CircuitPort {
  const ground = groundOf('shared', region);
  const draws = drawsFor(context.seed, ground, 'port', name);
  const common = { name, key: `port/${name}`, resourceGroup, team: 'site-reliability' } as const;
  const link = (number: 1 | 2) => ({
    name: `link${number}` as const,
    admin: 'Enabled' as const,
    router: `${location.slice(-3).toLowerCase()}-09xgmr-cis-${number}`,
    interface: `HundredGigE${draws.integer(0, 9)}/${number}`,
    rack: `${location.slice(-3)}-R${draws.integer(10, 40)}`,
    line: ownEnd(azurePortLink(name, number)),
  });
  const base = placed(context.seed, ground, { ...common, createdAt: beforeEpoch(draws.integer(250, 390)) });
  return {
    ...base,
    type: 'microsoft.network/expressrouteports',
    location,
    bandwidthGbps,
    links: [link(1), link(2)],
    circuits: azureCircuits
      .filter(({ port }) => port === name)
      .map((circuit) => resourceId(base, 'Microsoft.Network/expressRouteCircuits', circuit.name)),
    uniqueId: guidOf(draws),
  };
}

function toCircuit({ seed }: PlanContext, plan: AzureCircuit, index: number): Circuit {
  const ground = groundOf('shared', plan.region);
  const draws = drawsFor(seed, ground, 'circuit', plan.name);
  const common = { name: plan.name, key: `circuit/${plan.name}`, resourceGroup };
  const base = placed(seed, ground, {
    ...common,
    team: 'site-reliability',
    createdAt: beforeEpoch(draws.integer(100, 240)),
  });
  const peering = (name: PeeringName, offset: number): CircuitPeering => ({
    name,
    state: 'Enabled',
    provisioning: 'Succeeded',
    vlan: 200 + index * 10 + offset,
    peerAsn: plan.far === null ? googleAsn : 65_100 + index,
    primaryPrefix: prefixOf(plan.name, name, 'primary'),
    secondaryPrefix: prefixOf(plan.name, name, 'secondary'),
    primary: ownEnd(azurePeeringLink(plan.name, name, 'primary')),
    secondary: ownEnd(azurePeeringLink(plan.name, name, 'secondary')),
  });
  return {
    ...base,
    type: 'microsoft.network/expressroutecircuits',
    provider: plan.provider === undefined ? null : { name: plan.provider, location: plan.at ?? plan.provider },
    port: plan.port === undefined ? null : resourceId(base, 'Microsoft.Network/expressRoutePorts', plan.port),
    bandwidthMbps: plan.mbps,
    providerState: 'Provisioned',
    serviceKey: guidOf(draws),
    line: ownEnd(azureCircuitLink(plan.name)),
    peerings: peeringsOf(plan).map(peering),
  };
}
