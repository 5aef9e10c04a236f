import type { CircuitBundle, PrivateCircuit, VirtualInterface } from '../../world/aws/records/links';
import type { WireDocument } from '../protocol/wire-value';

export function tagsDocument(tags: Readonly<Record<string, string>>): WireDocument[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

export function circuitDocument(circuit: PrivateCircuit): WireDocument {
  return {
    ownerAccount: circuit.account,
    connectionId: circuit.id,
    connectionName: circuit.name,
    connectionState: circuit.state,
    region: circuit.region,
    location: circuit.location,
    bandwidth: circuit.bandwidth,
    ...(circuit.bundle === null ? {} : { lagId: circuit.bundle }),
    partnerName: circuit.partner,
    loaIssueTime: circuit.createdAt,
    awsDevice: circuit.device,
    awsDeviceV2: circuit.device,
    awsLogicalDeviceId: circuit.device,
    jumboFrameCapable: true,
    hasLogicalRedundancy: 'unknown',
    tags: tagsDocument(circuit.tags),
    providerName: circuit.partner,
    macSecCapable: circuit.bandwidth !== '1Gbps',
    portEncryptionStatus: 'Encryption Down',
    encryptionMode: 'no_encrypt',
    macSecKeys: [],
    partnerInterconnectMacSecCapable: false,
  };
}

export function bundleDocument(bundle: CircuitBundle, lines: readonly PrivateCircuit[]): WireDocument {
  return {
    connectionsBandwidth: bundle.bandwidth,
    numberOfConnections: lines.length,
    lagId: bundle.id,
    ownerAccount: bundle.account,
    lagName: bundle.name,
    lagState: bundle.state,
    location: bundle.location,
    region: bundle.region,
    minimumLinks: 1,
    awsDevice: bundle.device,
    awsDeviceV2: bundle.device,
    awsLogicalDeviceId: bundle.device,
    connections: lines.map(circuitDocument),
    allowsHostedConnections: false,
    jumboFrameCapable: true,
    hasLogicalRedundancy: 'unknown',
    tags: tagsDocument(bundle.tags),
    providerName: bundle.partner,
    macSecCapable: true,
    encryptionMode: 'no_encrypt',
    macSecKeys: [],
  };
}

export function interfaceDocument(virtual: VirtualInterface): WireDocument {
  const amazonAddress = `169.254.${virtual.addressOctet}.1/30`;
  const customerAddress = `169.254.${virtual.addressOctet}.2/30`;
  return {
    ownerAccount: virtual.account,
    virtualInterfaceId: virtual.id,
    location: virtual.location,
    connectionId: virtual.circuit,
    virtualInterfaceType: virtual.type,
    virtualInterfaceName: virtual.name,
    vlan: virtual.vlan,
    asn: virtual.customerAsn,
    asnLong: virtual.customerAsn,
    amazonSideAsn: 64512,
    amazonAddress,
    customerAddress,
    addressFamily: 'ipv4',
    virtualInterfaceState: virtual.state,
    mtu: 8500,
    jumboFrameCapable: true,
    virtualGatewayId: '',
    directConnectGatewayId: virtual.gateway,
    routeFilterPrefixes: [],
    bgpPeers: [
      {
        bgpPeerId: virtual.peerId,
        asn: virtual.customerAsn,
        asnLong: virtual.customerAsn,
        addressFamily: 'ipv4',
        amazonAddress,
        customerAddress,
        bgpPeerState: 'available',
        bgpStatus: virtual.bgp,
        awsDeviceV2: virtual.device,
        awsLogicalDeviceId: virtual.device,
      },
    ],
    region: virtual.region,
    awsDeviceV2: virtual.device,
    awsLogicalDeviceId: virtual.device,
    tags: tagsDocument(virtual.tags),
    siteLinkEnabled: false,
  };
}
