import type { LinkSide } from '../../links/link';
import type { Placed } from './placed';

/** A network's own end of a peering with another. */
export interface NetworkPeering {
  name: string;
  /** Resource id. */
  remote: string;
  remotePrefix: string;
  line: LinkSide;
}

export interface VirtualNetwork extends Placed {
  type: 'microsoft.network/virtualnetworks';
  prefix: string;
  subnets: { name: string; prefix: string; delegation: string | null }[];
  peerings: NetworkPeering[];
  uniqueId: string;
}

export interface VpnGateway extends Placed {
  type: 'microsoft.network/virtualnetworkgateways';
  purpose: 'vpn';
  sku: 'VpnGw2AZ' | 'VpnGw3AZ';
  asn: number;
  /** Outside address and address of its sessions, one an instance. */
  instances: { address: string; peeringAddress: string }[];
  subnet: string;
  uniqueId: string;
}

/** By what a network reaches circuits. */
export interface CircuitGateway extends Placed {
  type: 'microsoft.network/virtualnetworkgateways';
  purpose: 'circuit';
  sku: 'ErGw1AZ' | 'ErGw2AZ';
  subnet: string;
  uniqueId: string;
}

/** What the cloud knows of the far end of connections. */
export interface LocalGateway extends Placed {
  type: 'microsoft.network/localnetworkgateways';
  address: string;
  asn: number;
  peeringAddress: string;
  uniqueId: string;
}

export interface VpnConnection extends Placed {
  type: 'microsoft.network/connections';
  purpose: 'vpn';
  /** Resource ids. */
  gateway: string;
  localGateway: string;
  /** Which instance of the gateway holds the tunnel. */
  instance: 0 | 1;
  /** Outside address of the far end. */
  remoteAddress: string;
  /** Address of the far end's sessions. */
  remotePeeringAddress: string;
  line: LinkSide;
  status: 'Connected' | 'Connecting' | 'NotConnected' | 'Unknown';
  /** Since the connection was made. Beyond 2^53 on busy ones. */
  ingressBytes: bigint;
  egressBytes: bigint;
  uniqueId: string;
}

/** A circuit as a network's gateway is connected to it. */
export interface CircuitConnection extends Placed {
  type: 'microsoft.network/connections';
  purpose: 'circuit';
  /** Resource ids. */
  gateway: string;
  circuit: string;
  line: LinkSide;
  status: VpnConnection['status'];
  uniqueId: string;
}

export interface CircuitPeering {
  name: 'AzurePrivatePeering' | 'MicrosoftPeering';
  state: 'Enabled' | 'Disabled';
  provisioning: Placed['provisioning'];
  vlan: number;
  peerAsn: number;
  primaryPrefix: string;
  secondaryPrefix: string;
  primary: LinkSide;
  secondary: LinkSide;
}

export interface Circuit extends Placed {
  type: 'microsoft.network/expressroutecircuits';
  /** Null for circuits over a port of the factory's own. */
  provider: { name: string; location: string } | null;
  /** Resource id of the port; null for circuits a provider delivers. */
  port: string | null;
  bandwidthMbps: number;
  providerState: 'NotProvisioned' | 'Provisioning' | 'Provisioned' | 'Deprovisioning';
  serviceKey: string;
  line: LinkSide;
  peerings: CircuitPeering[];
}

export interface CircuitPort extends Placed {
  type: 'microsoft.network/expressrouteports';
  location: string;
  bandwidthGbps: number;
  links: {
    name: 'link1' | 'link2';
    admin: 'Enabled' | 'Disabled';
    router: string;
    interface: string;
    rack: string;
    line: LinkSide;
  }[];
  /** Resource ids. */
  circuits: string[];
  uniqueId: string;
}

/** What watches networks of one region. */
export interface NetworkWatcher extends Placed {
  type: 'microsoft.network/networkwatchers';
}

/** What a monitor tries to reach, and over what. */
export interface MonitorTest {
  name: string;
  /** Resource id of the subnet it tries from. */
  source: string;
  sourceAddress: string;
  destination: string;
  destinationAddress: string;
  port: number;
  /** Beyond it a test fails. */
  roundTripLimitMs: number;
  line: LinkSide;
}

export interface ConnectionMonitor extends Placed {
  type: 'microsoft.network/networkwatchers/connectionmonitors';
  watcher: string;
  tests: MonitorTest[];
}
