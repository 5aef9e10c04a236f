import type { LinkSide } from '../../world/links/link';
import { createLinkWorld, type LinkWorld } from '../../world/links/link-world';
import type { Call } from '../call';
import type { Dimensions } from './dimensions';

export type LinkPart = 'tunnel' | 'circuit' | 'bundle' | 'interface' | 'attachment';

/** A link that the service measures at AWS's end. */
export interface MeasuredLink {
  namespace: 'AWS/VPN' | 'AWS/DX' | 'AWS/TransitGateway';
  part: LinkPart;
  labels: Dimensions;
  side: LinkSide;
  world: LinkWorld;
  createdAt: Date;
}

/** The links that the caller's account has in the region, and that carry anything. */
export function linksOf({
  world: snapshot,
  account,
  region,
}: Pick<Call, 'world' | 'account' | 'region'>): MeasuredLink[] {
  const world = createLinkWorld(snapshot.seed);
  const tunnels = snapshot.list('vpn-connection', account, region).flatMap(({ id, tunnels: both, createdAt }) =>
    both.map(({ outsideAddress, line }): MeasuredLink => {
      const labels = { VpnId: id, TunnelIpAddress: outsideAddress };
      return { namespace: 'AWS/VPN', part: 'tunnel', labels, side: line, world, createdAt };
    }),
  );
  const circuits = snapshot.list('private-circuit', account, region).map(({ id, line, createdAt }): MeasuredLink => {
    return { namespace: 'AWS/DX', part: 'circuit', labels: { ConnectionId: id }, side: line, world, createdAt };
  });
  const bundles = snapshot.list('circuit-bundle', account, region).map(({ id, line, createdAt }): MeasuredLink => {
    return { namespace: 'AWS/DX', part: 'bundle', labels: { ConnectionId: id }, side: line, world, createdAt };
  });
  const interfaces = snapshot.list('virtual-interface', account, region).map((own): MeasuredLink => {
    const labels = { ConnectionId: own.circuit, VirtualInterfaceId: own.id, IpAddressFamily: 'ipv4' };
    return { namespace: 'AWS/DX', part: 'interface', labels, side: own.line, world, createdAt: own.createdAt };
  });
  const attachments = snapshot
    .list('transit-attachment', account, region)
    .flatMap(({ id, transitGateway, line, createdAt }): MeasuredLink[] => {
      const labels = { TransitGateway: transitGateway, TransitGatewayAttachment: id };
      return line === null
        ? []
        : [{ namespace: 'AWS/TransitGateway', part: 'attachment', labels, side: line, world, createdAt }];
    });
  return [...tunnels, ...circuits, ...bundles, ...interfaces, ...attachments];
}
