import { drawsOf } from '../../draws';
import { gatewayAddresses } from '../../links/ends';
import type { LinkSide } from '../../links/link';
import { createLinkWorld } from '../../links/link-world';
import { vpnAttachmentLink } from '../../links/plan/backbone';
import { awsAddress, googleAddresses, insideAddresses } from '../../links/plan/tunnel-addresses';
import { awsBranches, awsToGoogle, awsTunnelLink, googleTunnelLink, tunnelTowardsAws } from '../../links/plan/tunnels';
import { tagsFor } from '../../tags';
import type { VpnTunnel } from '../records/links';
import { attach, hubOf } from './hubs';
import { beforeEpoch, epoch, groundOf, hourMs, type PlanContext } from './plan';

/** Where a connection leads: offices and colocations, or one interface of a VPN of Google's. */
interface Branch {
  hub: string;
  place: string;
  far: { address: string; asn: number };
  lines: readonly [LinkSide, LinkSide];
}

const googleAsn = 16550;

/** VPN connections, each with what is at the far end of its two tunnels. */
export function planVpns(context: PlanContext): void {
  const { seed } = context;
  const places = awsBranches.map(
    ({ hub, place }, index): Branch => ({
      hub,
      place,
      far: { address: gatewayAddresses(place)[0], asn: 65100 + index },
      lines: [
        { link: awsTunnelLink(place, 0), end: 0 },
        { link: awsTunnelLink(place, 1), end: 0 },
      ],
    }),
  );
  const clouds = awsToGoogle.map(({ hub, place, vpn, side }): Branch => {
    const line = (number: 0 | 1): LinkSide => ({ link: googleTunnelLink(vpn, tunnelTowardsAws(side, number)), end: 1 });
    return {
      hub,
      place,
      far: { address: googleAddresses(seed, vpn)[side], asn: googleAsn },
      lines: [line(0), line(1)],
    };
  });
  for (const [index, branch] of [...places, ...clouds].entries()) planBranch(context, branch, index);
}

function planBranch(context: PlanContext, { hub, place, far, lines }: Branch, index: number): void {
  const { seed, standing, patches } = context;
  const { account, region } = hubOf(hub);
  const { transitGateway } = groundOf(context, account.name, region);
  const links = createLinkWorld(seed);
  const draws = drawsOf(seed, 'vpn', place);
  const id = `vpn-0${draws.hex(16)}`;
  const createdAt = beforeEpoch(draws.integer(60, 380));
  const customerGateway = `cgw-0${draws.hex(16)}`;
  const tags = (key: string, name: string) => tagsFor({ seed, key, name, team: 'site-reliability', region });
  const tunnel = (number: 0 | 1): VpnTunnel => ({
    line: lines[number],
    outsideAddress: awsAddress(index, number),
    insideCidr: insideAddresses(index, number).cidr,
    status: 'UP',
    message: '',
    acceptedRoutes: links.routesFrom({ ...lines[number], end: lines[number].end === 0 ? 1 : 0 }),
    lastStatusChange: new Date(epoch.getTime() - draws.integer(2, 400) * hourMs),
  });
  const common = { account: account.id, region, name: place, createdAt };
  standing.add('customer-gateway', {
    ...common,
    kind: 'customer-gateway',
    tags: tags(`customer-gateway/${place}`, place),
    id: customerGateway,
    address: far.address,
    asn: far.asn,
    device: `${place}-router`,
  });
  standing.add('vpn-connection', {
    ...common,
    kind: 'vpn-connection',
    tags: tags(`vpn/${place}`, place),
    id,
    state: 'available',
    customerGateway,
    transitGateway,
    tunnels: [tunnel(0), tunnel(1)],
  });
  patches.add('vpn-connection', id, (record, now) => {
    const [first, second] = record.tunnels;
    const at = (planned: VpnTunnel): VpnTunnel => {
      const changedMs = links.changedAt(planned.line.link, now.getTime());
      const lastStatusChange = changedMs === null ? planned.lastStatusChange : new Date(changedMs);
      return links.read(planned.line.link, now.getTime()).isUp
        ? { ...planned, message: `${planned.acceptedRoutes} BGP ROUTES`, lastStatusChange }
        : { ...planned, status: 'DOWN', message: 'IPSEC IS DOWN', acceptedRoutes: 0, lastStatusChange };
    };
    return { ...record, tunnels: [at(first), at(second)] };
  });
  attach(context, {
    account: account.id,
    region,
    name: place,
    resourceType: 'vpn',
    resourceId: id,
    line: { link: vpnAttachmentLink(place), end: lines[0].end },
  });
}
