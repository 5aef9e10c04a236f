import { gatewayAddresses } from '../../links/ends';
import type { LinkSide } from '../../links/link';
import { createLinkWorld, type LinkWorld } from '../../links/link-world';
import { azureAddresses, googleAddresses, googleInside } from '../../links/plan/tunnel-addresses';
import { azureGateways, azureTunnelLink, googleTunnelLink, googleVpns } from '../../links/plan/tunnels';
import type { LocalGateway, VpnConnection, VpnGateway } from '../records/links';
import { idOf } from '../resource-id';
import { addPatch } from './add-patch';
import {
  beforeEpoch,
  drawsFor,
  epoch,
  type Ground,
  groundOf,
  guidOf,
  hourMs,
  networkGroupOf,
  type PlanContext,
  placed,
  subnetOf,
} from './plan';

/** One tunnel of a gateway's: what is at its far end, and which instance holds it. */
interface Branch {
  name: string;
  far: { address: string; peeringAddress: string; asn: number };
  instance: 0 | 1;
  line: LinkSide;
}

/** The connection whose keys are negotiated anew now and then; the others are down for longer. */
const negotiating = 'cn-paris-edge';

/** VPN gateways, the far ends they know, and the connections between them. */
export function planVpns(context: PlanContext): void {
  for (const { subscription, region, branches } of azureGateways) {
    const ground = groundOf(subscription, region);
    const outside = branches.map((name, index): Branch => {
      const [address] = gatewayAddresses(name);
      const far = { address, peeringAddress: `192.168.${100 + index}.1`, asn: 65_200 + index };
      const link = azureTunnelLink({ subscription, region }, name);
      return { name, far, instance: 0, line: { link, end: 0 } };
    });
    planGateway(context, ground, [...outside, ...googleBranches(context, ground)]);
  }
}

/** Tunnels to Google: one from each instance to each interface of the far gateway. */
function googleBranches({ seed }: PlanContext, { subscription, region }: Ground): Branch[] {
  return googleVpns.flatMap((vpn) => {
    const { far } = vpn;
    if (far.cloud !== 'azure' || far.subscription !== subscription || far.region !== region) return [];
    return ([0, 1] as const).map((number): Branch => {
      const address = googleAddresses(seed, vpn)[number];
      return {
        name: `google-${vpn.region}-${number}`,
        far: { address, peeringAddress: googleInside(vpn, number).near, asn: 16_550 },
        instance: number,
        line: { link: googleTunnelLink(vpn, number), end: 1 },
      };
    });
  });
}

function planGateway(context: PlanContext, ground: Ground, branches: readonly Branch[]): void {
  const { seed, standing } = context;
  const name = `vgw-${ground.subscription}-${ground.region}`;
  const draws = drawsFor(seed, ground, 'gateway', name);
  const resourceGroup = networkGroupOf(ground);
  const common = { name, key: `gateway/${name}`, resourceGroup, team: 'site-reliability' } as const;
  const gateway: VpnGateway = {
    ...placed(seed, ground, { ...common, createdAt: beforeEpoch(draws.integer(200, 380)) }),
    type: 'microsoft.network/virtualnetworkgateways',
    purpose: 'vpn',
    sku: draws.pick(['VpnGw2AZ', 'VpnGw3AZ']),
    asn: 65_515,
    instances: azureAddresses(seed, ground.subscription, ground.region).map((address, index) => ({
      address,
      peeringAddress: `10.${ground.octet}.0.${30 - index}`,
    })),
    subnet: subnetOf(ground, 'GatewaySubnet'),
    uniqueId: guidOf(draws),
  };
  standing.push(gateway);
  for (const branch of branches) planConnection(context, ground, gateway, branch);
}

function planConnection(context: PlanContext, ground: Ground, gateway: VpnGateway, branch: Branch): void {
  const { seed, standing } = context;
  const { far, instance, line } = branch;
  const links = createLinkWorld(seed, context.scale);
  const name = `cn-${branch.name}`;
  const draws = drawsFor(seed, ground, 'connection', name);
  const createdAt = beforeEpoch(draws.integer(30, 190));
  const common = { resourceGroup: gateway.resourceGroup, createdAt, team: 'site-reliability' } as const;
  const localName = `lgw-${branch.name}`;
  const local: LocalGateway = {
    ...placed(seed, ground, { ...common, name: localName, key: `local-gateway/${localName}` }),
    type: 'microsoft.network/localnetworkgateways',
    ...far,
    uniqueId: guidOf(drawsFor(seed, ground, 'local-gateway', localName)),
  };
  const connection: VpnConnection = {
    ...placed(seed, ground, { ...common, name, key: `connection/${name}` }),
    type: 'microsoft.network/connections',
    purpose: 'vpn',
    gateway: idOf(gateway),
    localGateway: idOf(local),
    instance,
    remoteAddress: far.address,
    remotePeeringAddress: far.peeringAddress,
    line,
    status: 'Connected',
    ingressBytes: 0n,
    egressBytes: 0n,
    uniqueId: guidOf(draws),
  };
  standing.push(local, connection);
  const [ingressPerHour, egressPerHour] = bytesAnHour(links, line);
  addPatch(context, 'microsoft.network/connections', idOf(connection), (record, now) => ({
    ...record,
    status: links.read(line.link, now.getTime()).isUp
      ? 'Connected'
      : name === negotiating
        ? 'Connecting'
        : 'NotConnected',
    ingressBytes: carriedBy(now, createdAt, ingressPerHour),
    egressBytes: carriedBy(now, createdAt, egressPerHour),
  }));
}

/** What a tunnel takes and gives in an hour of a usual day. */
function bytesAnHour(links: LinkWorld, line: LinkSide): [number, number] {
  const readings = Array.from({ length: 24 }, (_, hour) => links.see(line, epoch.getTime() + hour * hourMs));
  const mean = (values: number[]) => Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
  return [
    mean(readings.map(({ inBytesPerSecond }) => inBytesPerSecond * 3600)),
    mean(readings.map(({ outBytesPerSecond }) => outBytesPerSecond * 3600)),
  ];
}

/** Busy links have carried more bytes than a double can count one by one. */
function carriedBy(now: Date, since: Date, bytesPerHour: number): bigint {
  const hours = Math.floor((now.getTime() - since.getTime()) / hourMs);
  return BigInt(hours) * BigInt(bytesPerHour) + 9_007_199_254_740_993n;
}
