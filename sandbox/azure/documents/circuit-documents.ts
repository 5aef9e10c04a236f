import type { Circuit, CircuitConnection, CircuitGateway, CircuitPort } from '../../world/azure/records/links';
import { idOf } from '../../world/azure/resource-id';
import type { Document } from './document';

export function circuitDocument(circuit: Circuit): Document {
  const { provider, port, bandwidthMbps, providerState, serviceKey, peerings, provisioning } = circuit;
  const id = idOf(circuit);
  return {
    sku: { name: 'Premium_MeteredData', tier: 'Premium', family: 'MeteredData' },
    properties: {
      provisioningState: provisioning,
      circuitProvisioningState: 'Enabled',
      serviceProviderProvisioningState: providerState,
      serviceKey,
      allowClassicOperations: false,
      globalReachEnabled: false,
      ...(provider === null
        ? { expressRoutePort: { id: port }, bandwidthInGbps: bandwidthMbps / 1000 }
        : {
            serviceProviderProperties: {
              serviceProviderName: provider.name,
              peeringLocation: provider.location,
              bandwidthInMbps: bandwidthMbps,
            },
          }),
      peerings: peerings.map((peering) => ({
        id: `${id}/peerings/${peering.name}`,
        name: peering.name,
        type: 'Microsoft.Network/expressRouteCircuits/peerings',
        properties: {
          provisioningState: peering.provisioning,
          peeringType: peering.name,
          state: peering.state,
          azureASN: 12076,
          peerASN: peering.peerAsn,
          vlanId: peering.vlan,
          primaryPeerAddressPrefix: peering.primaryPrefix,
          secondaryPeerAddressPrefix: peering.secondaryPrefix,
          lastModifiedBy: 'Customer',
          connections: [],
        },
      })),
      authorizations: [],
    },
  };
}

export function circuitGatewayDocument(gateway: CircuitGateway): Document {
  const { sku, subnet, uniqueId, provisioning } = gateway;
  const name = 'default';
  return {
    properties: {
      provisioningState: provisioning,
      resourceGuid: uniqueId,
      gatewayType: 'ExpressRoute',
      vpnType: 'PolicyBased',
      enableBgp: false,
      activeActive: false,
      enablePrivateIpAddress: false,
      allowRemoteVnetTraffic: false,
      allowVirtualWanTraffic: false,
      sku: { name: sku, tier: sku, capacity: 2 },
      ipConfigurations: [
        { id: `${idOf(gateway)}/ipConfigurations/${name}`, name, properties: { subnet: { id: subnet } } },
      ],
    },
  };
}

export function circuitConnectionDocument(connection: CircuitConnection): Document {
  const { gateway, circuit, status, uniqueId, provisioning } = connection;
  return {
    properties: {
      provisioningState: provisioning,
      resourceGuid: uniqueId,
      connectionType: 'ExpressRoute',
      connectionStatus: status,
      virtualNetworkGateway1: { id: gateway },
      peer: { id: circuit },
      routingWeight: 0,
      enableBgp: false,
      usePolicyBasedTrafficSelectors: false,
      expressRouteGatewayBypass: false,
      enablePrivateLinkFastPath: false,
      ingressBytesTransferred: 0,
      egressBytesTransferred: 0,
    },
  };
}

export function portDocument(port: CircuitPort): Document {
  const { location, bandwidthGbps, links, circuits, uniqueId, provisioning } = port;
  const id = idOf(port);
  return {
    properties: {
      provisioningState: provisioning,
      resourceGuid: uniqueId,
      peeringLocation: location,
      bandwidthInGbps: bandwidthGbps,
      provisionedBandwidthInGbps: bandwidthGbps,
      mtu: '1500',
      encapsulation: 'Dot1Q',
      etherType: '0x8100',
      allocationDate: 'Monday, 03 March 2025',
      circuits: circuits.map((circuit) => ({ id: circuit })),
      billingType: 'MeteredData',
      links: links.map((link) => ({
        id: `${id}/links/${link.name}`,
        name: link.name,
        properties: {
          provisioningState: 'Succeeded',
          adminState: link.admin,
          connectorType: 'LC',
          routerName: link.router,
          interfaceName: link.interface,
          rackId: link.rack,
          patchPanelId: `${link.rack}-PP1`,
        },
      })),
    },
  };
}
