import type { Circuit, CircuitPort, VirtualNetwork, VpnConnection, VpnGateway } from '../../world/azure/records/links';
import { idOf } from '../../world/azure/resource-id';
import type { Document } from './document';

export function networkDocument(network: VirtualNetwork): Document {
  const { prefix, subnets, uniqueId, provisioning } = network;
  const id = idOf(network);
  return {
    properties: {
      provisioningState: provisioning,
      resourceGuid: uniqueId,
      addressSpace: { addressPrefixes: [prefix] },
      subnets: subnets.map((subnet) => ({
        id: `${id}/subnets/${subnet.name}`,
        name: subnet.name,
        type: 'Microsoft.Network/virtualNetworks/subnets',
        properties: {
          provisioningState: 'Succeeded',
          addressPrefix: subnet.prefix,
          delegations:
            subnet.delegation === null
              ? []
              : [
                  {
                    name: 'delegation',
                    properties: { serviceName: subnet.delegation, provisioningState: 'Succeeded' },
                  },
                ],
          privateEndpointNetworkPolicies: 'Disabled',
          privateLinkServiceNetworkPolicies: 'Enabled',
        },
      })),
      virtualNetworkPeerings: [],
      enableDdosProtection: false,
    },
  };
}

export function gatewayDocument(gateway: VpnGateway): Document {
  const { sku, asn, peeringAddress, subnet, uniqueId, provisioning } = gateway;
  return {
    properties: {
      provisioningState: provisioning,
      resourceGuid: uniqueId,
      gatewayType: 'Vpn',
      vpnType: 'RouteBased',
      vpnGatewayGeneration: 'Generation2',
      enableBgp: true,
      activeActive: false,
      sku: { name: sku, tier: sku, capacity: 2 },
      bgpSettings: { asn, bgpPeeringAddress: peeringAddress, peerWeight: 0 },
      ipConfigurations: [
        { id: `${idOf(gateway)}/ipConfigurations/default`, name: 'default', properties: { subnet: { id: subnet } } },
      ],
    },
  };
}

export function connectionDocument(connection: VpnConnection): Document {
  const { gateway, localGateway, status, ingressBytes, egressBytes, uniqueId, provisioning } = connection;
  return {
    properties: {
      provisioningState: provisioning,
      resourceGuid: uniqueId,
      connectionType: 'IPsec',
      connectionProtocol: 'IKEv2',
      connectionStatus: status,
      connectionMode: 'Default',
      virtualNetworkGateway1: { id: gateway },
      localNetworkGateway2: { id: localGateway },
      routingWeight: 10,
      enableBgp: true,
      usePolicyBasedTrafficSelectors: false,
      dpdTimeoutSeconds: 45,
      ingressBytesTransferred: ingressBytes,
      egressBytesTransferred: egressBytes,
    },
  };
}

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

export function portDocument(port: CircuitPort): Document {
  const { location, bandwidthGbps, links, uniqueId, provisioning } = port;
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
      circuits: [],
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
