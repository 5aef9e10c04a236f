import { lastPartOf } from '../../world/google-cloud/native-names';
import type {
  Attachment,
  ExternalVpnGateway,
  Interconnect,
  Network,
  Router,
  Subnetwork,
  VpnGateway,
  VpnTunnel,
} from '../../world/google-cloud/records/network';
import type { Placed } from '../../world/google-cloud/records/placed';
import { computeLabels, computeTimestamp, computeUrl, type Document, fingerprint, placeUrl } from './write';

function head(record: Placed): Document {
  const { id, name, createdAt, fullName, location } = record;
  return {
    id,
    name,
    creationTimestamp: computeTimestamp(createdAt),
    selfLink: computeUrl(fullName),
    ...(location === 'global' ? {} : { region: placeUrl(fullName, 'regions', location) }),
  };
}

/** `compute.networks` */
export function networkDocument(record: Network): Document {
  return {
    ...head(record),
    autoCreateSubnetworks: false,
    mtu: record.mtu,
    routingConfig: { routingMode: record.routingMode },
    networkFirewallPolicyEnforcementOrder: 'AFTER_CLASSIC_FIREWALL',
    subnetworks: record.subnetworks.map(computeUrl),
    selfLinkWithId: `${computeUrl(record.fullName).replace(/[^/]+$/, '')}${record.id}`,
  };
}

/** `compute.subnetworks` */
export function subnetworkDocument(record: Subnetwork): Document {
  return {
    ...head(record),
    network: computeUrl(record.network),
    ipCidrRange: record.range,
    gatewayAddress: record.gateway,
    privateIpGoogleAccess: true,
    purpose: 'PRIVATE',
    stackType: 'IPV4_ONLY',
    secondaryIpRanges: record.secondaryRanges.map(({ name, range }) => ({ rangeName: name, ipCidrRange: range })),
    fingerprint: fingerprint(record.fullName),
  };
}

/** `compute.routers` */
export function routerDocument(record: Router): Document {
  return {
    ...head(record),
    network: computeUrl(record.network),
    bgp: { asn: record.asn, advertiseMode: 'DEFAULT', keepaliveInterval: 20 },
    interfaces: record.peers.map(({ interfaceName, localAddress, over }) => ({
      name: interfaceName,
      ipRange: `${localAddress}/30`,
      [over.includes('/vpnTunnels/') ? 'linkedVpnTunnel' : 'linkedInterconnectAttachment']: computeUrl(over),
      managementType: 'MANAGED_BY_USER',
    })),
    bgpPeers: record.peers.map(({ name, interfaceName, localAddress, peerAddress, peerAsn }) => ({
      name,
      interfaceName,
      ipAddress: localAddress,
      peerIpAddress: peerAddress,
      peerAsn,
      advertiseMode: 'DEFAULT',
      enable: 'TRUE',
    })),
  };
}

/** `compute.vpnGateways` */
export function vpnGatewayDocument(record: VpnGateway): Document {
  return {
    ...head(record),
    network: computeUrl(record.network),
    vpnInterfaces: record.addresses.map((ipAddress, id) => ({ id, ipAddress })),
    stackType: 'IPV4_ONLY',
    gatewayIpVersion: 'IPV4',
    ...computeLabels(record.labels),
  };
}

/** `compute.externalVpnGateways` */
export function externalVpnGatewayDocument(record: ExternalVpnGateway): Document {
  return {
    ...head(record),
    redundancyType: record.addresses.length === 4 ? 'FOUR_IPS_REDUNDANCY' : 'TWO_IPS_REDUNDANCY',
    interfaces: record.addresses.map((ipAddress, id) => ({ id, ipAddress })),
    ...computeLabels(record.labels),
  };
}

/** `compute.vpnTunnels` */
export function vpnTunnelDocument(record: VpnTunnel): Document {
  return {
    ...head(record),
    status: record.status,
    detailedStatus: record.detailedStatus,
    ikeVersion: 2,
    peerIp: record.peerAddress,
    vpnGateway: computeUrl(record.gateway),
    vpnGatewayInterface: record.gatewayInterface,
    peerExternalGateway: computeUrl(record.peerGateway),
    peerExternalGatewayInterface: record.peerInterface,
    router: computeUrl(record.router),
    localTrafficSelector: ['0.0.0.0/0'],
    remoteTrafficSelector: ['0.0.0.0/0'],
    sharedSecret: '*************',
    sharedSecretHash: fingerprint(record.id),
    ...computeLabels(record.labels),
  };
}

/** `compute.interconnects` */
export function interconnectDocument(record: Interconnect): Document {
  const circuits = Array.from({ length: record.links }, (_, index) => ({
    googleCircuitId: `LOOP-${index + 1}`,
    googleDemarcId: `${record.facility}:0_0_${index}`,
    customerDemarcId: `panel-${index + 1}`,
  }));
  return {
    ...head(record),
    interconnectType: 'DEDICATED',
    linkType: record.linkType,
    requestedLinkCount: record.links,
    provisionedLinkCount: record.state === 'ACTIVE' ? record.links : 0,
    adminEnabled: true,
    operationalStatus: record.state === 'ACTIVE' ? 'OS_ACTIVE' : 'OS_UNPROVISIONED',
    state: record.state,
    customerName: record.customer,
    location: computeUrl(record.fullName).replace(/interconnects\/.*$/, `interconnectLocations/${record.facility}`),
    googleReferenceId: `GRI-${record.id.slice(0, 8)}`,
    circuitInfos: circuits,
    ...(record.remoteLocation === null ? {} : { remoteLocation: remoteUrl(record, record.remoteLocation) }),
    interconnectAttachments: record.attachments.map(computeUrl),
    macsecEnabled: false,
    ...computeLabels(record.labels),
  };
}

function remoteUrl({ fullName }: Interconnect, location: string): string {
  return computeUrl(fullName).replace(/interconnects\/.*$/, `interconnectRemoteLocations/${location}`);
}

/** `compute.interconnectAttachments` */
export function attachmentDocument(record: Attachment): Document {
  const isActive = record.state === 'ACTIVE';
  return {
    ...head(record),
    type: record.type,
    state: record.state,
    operationalStatus: isActive ? 'OS_ACTIVE' : 'OS_UNPROVISIONED',
    adminEnabled: isActive,
    bandwidth: record.bandwidth,
    router: computeUrl(record.router),
    ...(record.interconnect === null
      ? { edgeAvailabilityDomain: 'AVAILABILITY_DOMAIN_1', pairingKey: `${record.id}/${record.location}/1` }
      : { interconnect: computeUrl(record.interconnect) }),
    ...(record.remoteService === null ? {} : { remoteService: record.remoteService }),
    vlanTag8021q: record.vlan,
    mtu: 1500,
    encryption: 'NONE',
    stackType: 'IPV4_ONLY',
    dataplaneVersion: 2,
    googleReferenceId: `GRA-${lastPartOf(record.fullName)}`,
    ...computeLabels(record.labels),
  };
}
