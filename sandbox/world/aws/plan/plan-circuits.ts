import { drawsOf } from '../../draws';
import { createLinkWorld } from '../../links/link-world';
import {
  type AwsCircuit,
  awsBundle,
  awsBundleLink,
  awsCircuitLink,
  awsCircuits,
  awsInterfaceLink,
  interfaceOctet,
  interfacesOf,
  isBundled,
} from '../../links/plan/aws-circuits';
import { circuitAttachmentLink } from '../../links/plan/backbone';
import { tagsFor } from '../../tags';
import type { PrivateCircuit } from '../records/links';
import { attach, hubOf } from './hubs';
import { beforeEpoch, type PlanContext } from './plan';

/** Dedicated lines into rooms where the factory has routers of its own, and what rides on them. */
export function planCircuits(context: PlanContext): void {
  planBundle(context);
  for (const [index, circuit] of awsCircuits.entries()) planCircuit(context, circuit, index);
}

function bundleId(seed: string): string {
  return `dxlag-f${drawsOf(seed, 'circuit-bundle', awsBundle.name).hex(7)}`;
}

function tagsWithoutName({ seed }: PlanContext, key: string, region: string): Record<string, string> {
  const { Name: _, ...rest } = tagsFor({ seed, key, name: null, team: 'site-reliability', region });
  return rest;
}

function planBundle(context: PlanContext): void {
  const { seed, standing } = context;
  const { account, region } = hubOf(awsBundle.hub);
  const draws = drawsOf(seed, 'circuit-bundle', awsBundle.name, 'device');
  const name = `dx-lag-${awsBundle.name}`;
  standing.add('circuit-bundle', {
    kind: 'circuit-bundle',
    account: account.id,
    region,
    name,
    tags: tagsWithoutName(context, name, region),
    createdAt: beforeEpoch(draws.integer(200, 390)),
    id: bundleId(seed),
    state: 'available',
    location: awsBundle.location,
    bandwidth: `${awsBundle.gigabits}Gbps`,
    partner: 'Equinix',
    device: `${awsBundle.location}-${draws.hex(13)}`,
    line: { link: awsBundleLink, end: 0 },
  });
}

function planCircuit(context: PlanContext, circuit: AwsCircuit, index: number): void {
  const { seed, standing, patches } = context;
  const { account, region } = hubOf(circuit.hub);
  const links = createLinkWorld(seed);
  const draws = drawsOf(seed, 'circuit', circuit.name);
  const createdAt = beforeEpoch(draws.integer(200, 390));
  const name = `dx-${circuit.name}`;
  const id = `dxcon-f${draws.hex(7)}`;
  const device = `${circuit.location}-${draws.hex(13)}`;
  const line: PrivateCircuit['line'] = { link: awsCircuitLink(circuit.name), end: 0 };
  const bundle = isBundled(circuit) ? bundleId(seed) : null;
  standing.add('private-circuit', {
    kind: 'private-circuit',
    account: account.id,
    region,
    name,
    tags: tagsWithoutName(context, name, region),
    createdAt,
    id,
    state: 'available',
    location: circuit.location,
    bandwidth: `${circuit.gigabits}Gbps`,
    partner: circuit.partner,
    device,
    bundle,
    line,
  });
  patches.add('private-circuit', id, (record, now) =>
    links.read(line.link, now.getTime()).isUp ? record : { ...record, state: 'down' },
  );
  const gateway = gatewayId(seed, region);
  for (const type of interfacesOf(circuit)) {
    const title = `${name}-${type}`;
    const interfaceDraws = drawsOf(seed, 'virtual-interface', title);
    const own = `dxvif-f${interfaceDraws.hex(7)}`;
    const ride = awsInterfaceLink(circuit.name, type);
    standing.add('virtual-interface', {
      kind: 'virtual-interface',
      account: account.id,
      region,
      name: title,
      tags: tagsWithoutName(context, title, region),
      createdAt,
      id: own,
      circuit: bundle ?? id,
      location: circuit.location,
      type,
      state: 'available',
      vlan: 100 + index * 10 + (type === 'transit' ? 1 : 2),
      customerAsn: circuit.far === null ? 16550 : 65010 + index,
      gateway,
      addressOctet: interfaceOctet(circuit.name, type),
      bgp: 'up',
      peerId: `dxpeer-f${interfaceDraws.hex(7)}`,
      device,
      line: { link: ride, end: 0 },
    });
    patches.add('virtual-interface', own, (record, now) =>
      links.read(ride, now.getTime()).isUp ? record : { ...record, state: 'down', bgp: 'down' },
    );
  }
  if (circuit.name.endsWith('-a')) {
    attach(context, {
      account: account.id,
      region,
      name,
      resourceType: 'direct-connect-gateway',
      resourceId: gateway,
      line: { link: circuitAttachmentLink(region), end: 0 },
    });
  }
}

/** The gateway that a region's lines end at. */
function gatewayId(seed: string, region: string): string {
  const draws = drawsOf(seed, 'direct-connect-gateway', region);
  return `${draws.hex(8)}-${draws.hex(4)}-4${draws.hex(3)}-8${draws.hex(3)}-${draws.hex(12)}`;
}
