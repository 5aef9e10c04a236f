import type {
  LocalGateway,
  NetworkPeering,
  VirtualNetwork,
  VpnConnection,
  VpnGateway,
} from '../../world/azure/records/links';
import { idOf } from '../../world/azure/resource-id';
import type { Document } from './document';

export function networkDocument(network: VirtualNetwork): Document {
  const { prefix, subnets, peerings, uniqueId, provisioning } = network;
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
      virtualNetworkPeerings: peerings.map((peering) => peeringDocument(id, peering)),
      enableDdosProtection: false,
    },
  };
}

function peeringDocument(network: string, { name, remote, remotePrefix }: NetworkPeering): Record<string, unknown> {
  const space = { addressPrefixes: [remotePrefix] };
  return {
    id: `${network}/virtualNetworkPeerings/${name}`,
    name,
    type: 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings',
    properties: {
      provisioningState: 'Succeeded',
      peeringState: 'Connected',
      peeringSyncLevel: 'FullyInSync',
      remoteVirtualNetwork: { id: remote },
      allowVirtualNetworkAccess: true,
      allowForwardedTraffic: true,
      allowGatewayTransit: false,
      useRemoteGateways: false,
      doNotVerifyRemoteGateways: false,
      peerCompleteVnets: true,
      remoteAddressSpace: space,
      remoteVirtualNetworkAddressSpace: space,
    },
  };
}

export function gatewayDocument(gateway: VpnGateway): Document {
  const { sku, asn, instances, subnet, uniqueId, provisioning } = gateway;
  const configurations = instances.map(({ address, peeringAddress }, index) => {
    const name = index === 0 ? 'default' : 'activeActive';
    return { id: `${idOf(gateway)}/ipConfigurations/${name}`, name, address, peeringAddress };
  });
  return {
    properties: {
      provisioningState: provisioning,
      resourceGuid: uniqueId,
      gatewayType: 'Vpn',
      vpnType: 'RouteBased',
      vpnGatewayGeneration: 'Generation2',
      enableBgp: true,
      activeActive: instances.length > 1,
      sku: { name: sku, tier: sku, capacity: 2 },
      bgpSettings: {
        asn,
        bgpPeeringAddress: instances.map(({ peeringAddress }) => peeringAddress).join(','),
        peerWeight: 0,
        bgpPeeringAddresses: configurations.map(({ id, address, peeringAddress }) => ({
          ipconfigurationId: id,
          defaultBgpIpAddresses: [peeringAddress],
          customBgpIpAddresses: [],
          tunnelIpAddresses: [address],
        })),
      },
      ipConfigurations: configurations.map(({ id, name }) => ({ id, name, properties: { subnet: { id: subnet } } })),
    },
  };
}

export function localGatewayDocument(gateway: LocalGateway): Document {
  const { address, asn, peeringAddress, uniqueId, provisioning } = gateway;
  return {
    properties: {
      provisioningState: provisioning,
      resourceGuid: uniqueId,
      localNetworkAddressSpace: { addressPrefixes: [`${peeringAddress}/32`] },
      gatewayIpAddress: address,
      bgpSettings: { asn, bgpPeeringAddress: peeringAddress, peerWeight: 0 },
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
