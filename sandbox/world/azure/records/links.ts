import type { Placed } from './placed';

export interface VirtualNetwork extends Placed {
  type: 'microsoft.network/virtualnetworks';
  prefix: string;
  subnets: { name: string; prefix: string; delegation: string | null }[];
  uniqueId: string;
}

export interface VpnGateway extends Placed {
  type: 'microsoft.network/virtualnetworkgateways';
  sku: 'VpnGw2AZ' | 'VpnGw3AZ';
  asn: number;
  peeringAddress: string;
  subnet: string;
  uniqueId: string;
}

export interface VpnConnection extends Placed {
  type: 'microsoft.network/connections';
  /** Resource ids. */
  gateway: string;
  localGateway: string;
  status: 'Connected' | 'Connecting' | 'NotConnected' | 'Unknown';
  /** Since the connection was made. Beyond 2^53 on busy ones. */
  ingressBytes: bigint;
  egressBytes: bigint;
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
  peerings: CircuitPeering[];
}

export interface CircuitPort extends Placed {
  type: 'microsoft.network/expressrouteports';
  location: string;
  bandwidthGbps: number;
  links: { name: 'link1' | 'link2'; admin: 'Enabled' | 'Disabled'; router: string; interface: string; rack: string }[];
  uniqueId: string;
}
