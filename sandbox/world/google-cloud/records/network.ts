import type { LinkSide } from '../../links/link';
import type { Placed } from './placed';

export interface Network extends Placed {
  kind: 'network';
  mtu: number;
  routingMode: 'GLOBAL' | 'REGIONAL';
  /** Full names. */
  subnetworks: string[];
}

export interface Subnetwork extends Placed {
  kind: 'subnetwork';
  network: string;
  range: string;
  gateway: string;
  secondaryRanges: { name: string; range: string }[];
}

export interface Router extends Placed {
  kind: 'router';
  network: string;
  asn: number;
  peers: RouterPeer[];
}

export interface RouterPeer {
  name: string;
  interfaceName: string;
  /** Full name of the tunnel or attachment the session runs over. */
  over: string;
  localAddress: string;
  peerAddress: string;
  peerAsn: number;
}

export interface VpnGateway extends Placed {
  kind: 'vpn-gateway';
  network: string;
  /** One address an interface. */
  addresses: [string, string];
}

export interface ExternalVpnGateway extends Placed {
  kind: 'external-vpn-gateway';
  /** One an interface: two, or four of AWS. */
  addresses: string[];
}

export interface VpnTunnel extends Placed {
  kind: 'vpn-tunnel';
  status: 'ESTABLISHED' | 'NO_INCOMING_PACKETS' | 'FIRST_HANDSHAKE' | 'PROVISIONING';
  detailedStatus: string;
  gateway: string;
  gatewayInterface: 0 | 1;
  peerGateway: string;
  peerInterface: number;
  peerAddress: string;
  line: LinkSide;
  router: string;
}

export interface Interconnect extends Placed {
  kind: 'interconnect';
  state: 'ACTIVE' | 'UNPROVISIONED';
  /** Bits a second of one link. */
  linkType: 'LINK_TYPE_ETHERNET_10G_LR' | 'LINK_TYPE_ETHERNET_100G_LR';
  links: number;
  facility: string;
  customer: string;
  /** Full names. */
  attachments: string[];
  /** The far place of a line that is another cloud's, too; null: it leads to a room of the factory's. */
  remoteLocation: string | null;
  /** No resource says how it does, only metrics do. */
  line: LinkSide;
}

export interface Attachment extends Placed {
  kind: 'attachment';
  type: 'DEDICATED' | 'PARTNER';
  state: 'ACTIVE' | 'PENDING_PARTNER' | 'UNPROVISIONED' | 'DEFUNCT';
  /** As Compute names it, e.g. `BPS_10G`. */
  bandwidth: string;
  bitsPerSecond: number;
  /** Full name; null for partner attachments. */
  interconnect: string | null;
  /** The other cloud that it leads to; null elsewhere. */
  remoteService: string | null;
  /** Null while it carries nothing. */
  line: LinkSide | null;
  router: string;
  vlan: number;
}
