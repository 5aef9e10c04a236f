import { createLinkWorld } from '../../links/link-world';
import { farAddresses, googleAddresses, googleInside } from '../../links/plan/tunnel-addresses';
import { type GoogleVpn, googleTunnelLink, googleVpns, interfacesOf, tunnelCount } from '../../links/plan/tunnels';
import type { RegionName } from '../geography';
import type { RouterPeer } from '../records/network';
import { type AddPeer, factoryNetwork, placeLink, routerName, routerOf } from './link-places';
import { isOf, type PlanContext } from './plan';
import { planCircuits } from './plan-circuits';

/** Routers, VPN gateways and tunnels, interconnects and attachments. */
export function planLinks(context: PlanContext): void {
  const peers = new Map<RegionName, RouterPeer[]>();
  const addPeer: AddPeer = (region, peer) => peers.set(region, [...(peers.get(region) ?? []), peer]);
  for (const vpn of googleVpns) planVpn(context, vpn, addPeer);
  planCircuits(context, addPeer);
  for (const [region, sessions] of peers) {
    context.standing.push({
      kind: 'router',
      ...placeLink(context, region, 'routers', routerOf(region)),
      network: factoryNetwork,
      asn: 16550,
      peers: sessions,
    });
  }
}

/** One of our gateways, what we know of theirs, and the tunnels between their interfaces. */
function planVpn(context: PlanContext, vpn: GoogleVpn, addPeer: AddPeer) {
  const { seed, standing, patches } = context;
  const { region, peer, asn } = vpn;
  const links = createLinkWorld(seed);
  const theirs = farAddresses(seed, vpn);
  const gateway = placeLink(context, region, 'vpnGateways', `ha-${peer}-${region}`, true);
  const external = placeLink(context, 'global', 'externalVpnGateways', `${peer}-from-${region}`, true);
  standing.push(
    { kind: 'vpn-gateway', ...gateway, network: factoryNetwork, addresses: googleAddresses(seed, vpn) },
    { kind: 'external-vpn-gateway', ...external, addresses: theirs },
  );
  for (let number = 0; number < tunnelCount(vpn); number++) {
    const tunnel = placeLink(context, region, 'vpnTunnels', `${peer}-${region}-tunnel-${number}`, true);
    const { near, far } = interfacesOf(vpn, number);
    const peerAddress = theirs[far];
    if (peerAddress === undefined) throw new Error(`${external.name} has no interface ${far}.`);
    const link = googleTunnelLink(vpn, number);
    standing.push({
      kind: 'vpn-tunnel',
      ...tunnel,
      status: 'ESTABLISHED',
      detailedStatus: 'Tunnel is up and running.',
      gateway: gateway.fullName,
      gatewayInterface: near,
      peerGateway: external.fullName,
      peerInterface: far,
      peerAddress,
      router: routerName(region),
      line: { link, end: 0 },
    });
    patches.set(tunnel.fullName, (record, now) =>
      !isOf(record, 'vpn-tunnel') || links.read(link, now.getTime()).isUp
        ? record
        : { ...record, status: 'NO_INCOMING_PACKETS', detailedStatus: 'No incoming packets from peer.' },
    );
    const inside = googleInside(vpn, number);
    addPeer(region, {
      name: `${tunnel.name}-bgp`,
      interfaceName: `${tunnel.name}-if`,
      over: tunnel.fullName,
      localAddress: inside.near,
      peerAddress: inside.far,
      peerAsn: asn,
    });
  }
}
