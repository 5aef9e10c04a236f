import {
  DescribeVpnConnectionsCommand,
  type VgwTelemetry,
  type VpnConnection,
  type VpnState,
} from '@aws-sdk/client-ec2';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import type { AwsPlace } from '../connect/region-context';
import type { KindReader } from './kind-reader';
import { readVpnEnds, type VpnEnds } from './links/vpn-ends';
import { toVpnLinks } from './links/vpn-links';
import { readListing } from './read-listing';
import { toArn } from './to-arn';
import { toItems } from './to-items';
import { toLifecycle } from './to-lifecycle';
import { toRaw } from './to-raw';
import { toName, toTags } from './to-tags';

const operation = 'ec2:DescribeVpnConnections';

const states: Record<Exclude<VpnState, 'available' | 'deleted'>, LifecycleState> = {
  pending: 'provisioning',
  deleting: 'deleting',
};

/** Site-to-site VPN connections. The API has no pages. Ends of theirs that cannot be read leave their links without them. */
export const vpnConnections: KindReader = {
  kind: 'vpn-connection',
  listing: operation,
  async read(context, faults) {
    const found = await readListing(context, faults.listing, {
      operation,
      send: (_, options) => context.clients.ec2.send(new DescribeVpnConnectionsCommand({}), options),
      listOf: (page) => page.VpnConnections,
      identityOf: ({ VpnConnectionId }) => VpnConnectionId,
    });
    const present = found.filter(({ State }) => State !== 'deleted');
    const ends = await readVpnEnds(context, present, faults.detail);
    return toItems(operation, present, faults.listing, (connection) => toVpnConnection(context, connection, ends));
  },
};

export function toVpnConnection(place: AwsPlace, connection: VpnConnection, ends: VpnEnds): InventoryItem | null {
  const { VpnConnectionId, State, VgwTelemetry } = connection;
  if (VpnConnectionId === undefined) return null;
  const tags = toTags(connection.Tags);
  const nativeId = toArn(place, 'ec2', `vpn-connection/${VpnConnectionId}`);
  const name = toName(tags, VpnConnectionId);
  return {
    kind: 'vpn-connection',
    nativeId,
    nativeType: 'AWS::EC2::VPNConnection',
    name,
    account: place.account,
    region: place.region,
    zone: null,
    status: State === 'available' ? toTunnelState(VgwTelemetry) : toLifecycle(states, State),
    nativeStatus: State ?? null,
    size: null,
    accelerators: [],
    tags,
    links: toVpnLinks(place, connection, ends, { nativeId, name }),
    createdAt: null,
    detailed: true,
    raw: toRaw(connection),
  };
}

/** `available` only says that AWS's end exists; whether traffic passes, the tunnels say. Without them it is not known. */
function toTunnelState(tunnels: VgwTelemetry[] | undefined): LifecycleState {
  if (tunnels === undefined || tunnels.length === 0) return 'unknown';
  if (tunnels.every(({ Status }) => Status === 'DOWN')) return 'failed';
  if (tunnels.some(({ Status }) => Status === 'DOWN')) return 'degraded';
  return tunnels.every(({ Status }) => Status === 'UP') ? 'active' : 'unknown';
}
