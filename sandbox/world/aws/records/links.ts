import type { LinkSide } from '../../links/link';
import type { Placed } from './placed';

export interface Network extends Placed {
  kind: 'network';
  id: string;
  cidr: string;
  isDefault: boolean;
}

export interface Subnet extends Placed {
  kind: 'subnet';
  id: string;
  network: string;
  zone: string;
  cidr: string;
  publicAddresses: boolean;
}

/** What a place outside has at its end of tunnels. */
export interface CustomerGateway extends Placed {
  kind: 'customer-gateway';
  id: string;
  address: string;
  asn: number;
  device: string;
}

export interface VpnTunnel {
  line: LinkSide;
  outsideAddress: string;
  insideCidr: string;
  status: 'UP' | 'DOWN';
  message: string;
  acceptedRoutes: number;
  lastStatusChange: Date;
}

export interface VpnConnection extends Placed {
  kind: 'vpn-connection';
  id: string;
  state: 'pending' | 'available' | 'deleting' | 'deleted';
  customerGateway: string;
  transitGateway: string;
  tunnels: [VpnTunnel, VpnTunnel];
}

export interface PrivateCircuit extends Placed {
  kind: 'private-circuit';
  id: string;
  name: string;
  state: 'requested' | 'pending' | 'available' | 'down' | 'deleting';
  location: string;
  bandwidth: '1Gbps' | '10Gbps' | '100Gbps';
  partner: string;
  device: string;
  /** The bundle it is a line of; null when it stands alone. */
  bundle: string | null;
  line: LinkSide;
}

/** Lines that are one: a link aggregation group. */
export interface CircuitBundle extends Placed {
  kind: 'circuit-bundle';
  id: string;
  name: string;
  state: 'pending' | 'available' | 'down' | 'deleting';
  location: string;
  /** Of each line. */
  bandwidth: PrivateCircuit['bandwidth'];
  partner: string;
  device: string;
  line: LinkSide;
}

export interface VirtualInterface extends Placed {
  kind: 'virtual-interface';
  id: string;
  name: string;
  /** The line it is on, or the bundle. */
  circuit: string;
  location: string;
  type: 'private' | 'transit';
  state: 'pending' | 'available' | 'down' | 'deleting';
  vlan: number;
  customerAsn: number;
  gateway: string;
  /** Third octet of the peering addresses, unique per interface. */
  addressOctet: number;
  line: LinkSide;
  bgp: 'up' | 'down';
  peerId: string;
  device: string;
}

export interface TransitGateway extends Placed {
  kind: 'transit-gateway';
  id: string;
  description: string;
  state: 'pending' | 'available' | 'modifying' | 'deleting';
  asn: number;
  routeTable: string;
}

/** A transit gateway, and where it is. */
export interface HubKey {
  transitGateway: string;
  account: string;
  region: string;
}

export interface TransitAttachment extends Placed {
  kind: 'transit-attachment';
  id: string;
  transitGateway: string;
  resourceType: 'vpc' | 'vpn' | 'direct-connect-gateway' | 'peering';
  resourceId: string;
  /** Account that owns what is attached; not always the gateway's. */
  resourceOwner: string;
  /** Of a peering, the two gateways: the one that asked for it and the one that took it. Null for other attachments. */
  peering: { requester: HubKey; accepter: HubKey } | null;
  /** Null while it waits to be accepted: it carries nothing. */
  line: LinkSide | null;
  state: 'pendingAcceptance' | 'pending' | 'available' | 'modifying' | 'deleting' | 'failed';
  routeTable: string;
}
