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

export interface VpnTunnel {
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
}

export interface VirtualInterface extends Placed {
  kind: 'virtual-interface';
  id: string;
  name: string;
  circuit: string;
  location: string;
  type: 'private' | 'transit';
  state: 'pending' | 'available' | 'down' | 'deleting';
  vlan: number;
  customerAsn: number;
  gateway: string;
  /** Third octet of the peering addresses, unique per interface. */
  addressOctet: number;
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

export interface TransitAttachment extends Placed {
  kind: 'transit-attachment';
  id: string;
  transitGateway: string;
  resourceType: 'vpc' | 'vpn' | 'direct-connect-gateway' | 'peering';
  resourceId: string;
  /** Account that owns what is attached; not always the gateway's. */
  resourceOwner: string;
  state: 'pendingAcceptance' | 'pending' | 'available' | 'modifying' | 'deleting' | 'failed';
  routeTable: string;
}
