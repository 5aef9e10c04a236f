import { nativeIdOf } from '../../world/aws/native-id';
import type {
  CustomerGateway,
  TransitAttachment,
  TransitGateway,
  VpnConnection,
  VpnTunnel,
} from '../../world/aws/records/links';
import type { WireDocument } from '../protocol/wire-value';
import { describeList } from './describe-list';
import { tagSet } from './tag-set';

/** The one list of these that knows no pages. */
export const describeVpnConnections = describeList({
  name: 'DescribeVpnConnections',
  kind: 'vpn-connection',
  idParameter: 'VpnConnectionId',
  invalidId: 'InvalidVpnConnectionID',
  idPattern: /^vpn-[0-9a-f]{8,17}$/,
  filters: {
    'vpn-connection-id': ({ id }) => [id],
    state: ({ state }) => [state],
    'transit-gateway-id': ({ transitGateway }) => [transitGateway],
    'customer-gateway-id': ({ customerGateway }) => [customerGateway],
    type: () => ['ipsec.1'],
  },
  isPaged: false,
  document: (connections) => ({ vpnConnectionSet: connections.map(vpnDocument) }),
});

function vpnDocument(connection: VpnConnection): WireDocument {
  return {
    vpnConnectionId: connection.id,
    state: connection.state,
    type: 'ipsec.1',
    category: 'VPN',
    customerGatewayId: connection.customerGateway,
    transitGatewayId: connection.transitGateway,
    gatewayAssociationState: 'associated',
    options: {
      enableAcceleration: false,
      staticRoutesOnly: false,
      localIpv4NetworkCidr: '0.0.0.0/0',
      remoteIpv4NetworkCidr: '0.0.0.0/0',
      outsideIpAddressType: 'PublicIpv4',
      tunnelInsideIpVersion: 'ipv4',
      tunnelOptionSet: connection.tunnels.map(tunnelOptions),
    },
    routes: [],
    vgwTelemetry: connection.tunnels.map((tunnel) => ({
      outsideIpAddress: tunnel.outsideAddress,
      status: tunnel.status,
      lastStatusChange: tunnel.lastStatusChange,
      statusMessage: tunnel.message,
      acceptedRouteCount: tunnel.acceptedRoutes,
    })),
    tagSet: tagSet(connection.tags),
  };
}

/** Nobody changed what the service proposes, but for the version of the key exchange. */
function tunnelOptions({ outsideAddress, insideCidr }: VpnTunnel): WireDocument {
  const values = (...proposed: (string | number)[]) => proposed.map((value) => ({ value }));
  return {
    outsideIpAddress: outsideAddress,
    tunnelInsideCidr: insideCidr,
    phase1LifetimeSeconds: 28_800,
    phase2LifetimeSeconds: 3600,
    rekeyMarginTimeSeconds: 540,
    rekeyFuzzPercentage: 100,
    replayWindowSize: 1024,
    dpdTimeoutSeconds: 30,
    dpdTimeoutAction: 'clear',
    phase1EncryptionAlgorithmSet: values('AES256-GCM-16'),
    phase2EncryptionAlgorithmSet: values('AES256-GCM-16'),
    phase1IntegrityAlgorithmSet: values('SHA2-384'),
    phase2IntegrityAlgorithmSet: values('SHA2-384'),
    phase1DHGroupNumberSet: values(20),
    phase2DHGroupNumberSet: values(20),
    ikeVersionSet: values('ikev2'),
    startupAction: 'add',
    enableTunnelLifecycleControl: false,
  };
}

/** It knows no pages either. */
export const describeCustomerGateways = describeList({
  name: 'DescribeCustomerGateways',
  kind: 'customer-gateway',
  idParameter: 'CustomerGatewayId',
  invalidId: 'InvalidCustomerGatewayID',
  idPattern: /^cgw-[0-9a-f]{8,17}$/,
  filters: {
    'customer-gateway-id': ({ id }) => [id],
    'ip-address': ({ address }) => [address],
    'bgp-asn': ({ asn }) => [String(asn)],
    state: () => ['available'],
    type: () => ['ipsec.1'],
  },
  isPaged: false,
  document: (gateways) => ({ customerGatewaySet: gateways.map(customerGatewayDocument) }),
});

function customerGatewayDocument({ id, address, asn, device, tags }: CustomerGateway): WireDocument {
  return {
    customerGatewayId: id,
    state: 'available',
    type: 'ipsec.1',
    ipAddress: address,
    bgpAsn: String(asn),
    deviceName: device,
    tagSet: tagSet(tags),
  };
}

export const describeTransitGateways = describeList({
  name: 'DescribeTransitGateways',
  kind: 'transit-gateway',
  idParameter: 'TransitGatewayIds',
  invalidId: 'InvalidTransitGatewayID',
  idPattern: /^tgw-[0-9a-f]{8,17}$/,
  filters: {
    'transit-gateway-id': ({ id }) => [id],
    state: ({ state }) => [state],
    'owner-id': ({ account }) => [account],
  },
  document: (gateways) => ({ transitGatewaySet: gateways.map(gatewayDocument) }),
});

function gatewayDocument(gateway: TransitGateway): WireDocument {
  return {
    transitGatewayId: gateway.id,
    transitGatewayArn: nativeIdOf(gateway),
    state: gateway.state,
    ownerId: gateway.account,
    description: gateway.description,
    creationTime: gateway.createdAt,
    options: {
      amazonSideAsn: gateway.asn,
      autoAcceptSharedAttachments: 'disable',
      defaultRouteTableAssociation: 'enable',
      associationDefaultRouteTableId: gateway.routeTable,
      defaultRouteTablePropagation: 'enable',
      propagationDefaultRouteTableId: gateway.routeTable,
      vpnEcmpSupport: 'enable',
      dnsSupport: 'enable',
      securityGroupReferencingSupport: 'disable',
      multicastSupport: 'disable',
    },
    tagSet: tagSet(gateway.tags),
  };
}

export const describeTransitGatewayAttachments = describeList({
  name: 'DescribeTransitGatewayAttachments',
  kind: 'transit-attachment',
  idParameter: 'TransitGatewayAttachmentIds',
  invalidId: 'InvalidTransitGatewayAttachmentID',
  idPattern: /^tgw-attach-[0-9a-f]{8,17}$/,
  filters: {
    'transit-gateway-attachment-id': ({ id }) => [id],
    'transit-gateway-id': ({ transitGateway }) => [transitGateway],
    state: ({ state }) => [state],
    'resource-type': ({ resourceType }) => [resourceType],
    'resource-id': ({ resourceId }) => [resourceId],
    'resource-owner-id': ({ resourceOwner }) => [resourceOwner],
    'transit-gateway-owner-id': ({ account }) => [account],
  },
  document: (attachments) => ({ transitGatewayAttachments: attachments.map(attachmentDocument) }),
});

function attachmentDocument(attachment: TransitAttachment): WireDocument {
  return {
    transitGatewayAttachmentId: attachment.id,
    transitGatewayId: attachment.transitGateway,
    transitGatewayOwnerId: attachment.account,
    resourceOwnerId: attachment.resourceOwner,
    resourceType: attachment.resourceType,
    resourceId: attachment.resourceId,
    state: attachment.state,
    ...(attachment.state === 'available'
      ? { association: { transitGatewayRouteTableId: attachment.routeTable, state: 'associated' } }
      : {}),
    creationTime: attachment.createdAt,
    tagSet: tagSet(attachment.tags),
  };
}
