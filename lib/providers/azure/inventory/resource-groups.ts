import type { InventoryItem, ResourceKind } from '@/lib/domain/resource';
import { toContainerGroup } from './containers';
import { toCircuit, toPort } from './express-route';
import { toKubernetesCluster } from './kubernetes';
import { localGatewayType } from './links/gateway-ends';
import { toEndpoint, toWorkspace } from './machine-learning';
import { toScaleSet, toVirtualMachine } from './machines';
import { toGatewayConnection, toNetworkGateway, toVirtualNetwork } from './networks';
import type { ResourceRow } from './resource-row';
import { toDisk, toLustre, toNetAppVolume, toStorageAccount } from './storage';

/** Types that are asked for with one query, so that what spoils it spoils only their kinds. */
export interface TypeGroup {
  /** Every kind its rows can be or hold. */
  kinds: ResourceKind[];
  /** What a row of each type is, by the lower-cased type. */
  types: Readonly<Record<string, (row: ResourceRow) => InventoryItem[]>>;
}

/** Says what an endpoint runs on; no thing of its own. */
export const deploymentType = 'microsoft.machinelearningservices/workspaces/onlineendpoints/deployments';

/** Queries are few, because Resource Graph counts them and not their rows. */
export const typeGroups: readonly TypeGroup[] = [
  {
    kinds: [
      'compute-instance',
      'instance-group',
      'kubernetes-cluster',
      'node-group',
      'container-service',
      'ml-workspace',
      'model-endpoint',
    ],
    types: {
      'microsoft.compute/virtualmachines': toVirtualMachine,
      'microsoft.compute/virtualmachinescalesets': toScaleSet,
      'microsoft.containerservice/managedclusters': toKubernetesCluster,
      'microsoft.containerinstance/containergroups': toContainerGroup,
      'microsoft.machinelearningservices/workspaces': toWorkspace,
      'microsoft.machinelearningservices/workspaces/onlineendpoints': toEndpoint,
      [deploymentType]: () => [],
    },
  },
  {
    kinds: ['volume', 'storage-account', 'file-system'],
    types: {
      'microsoft.compute/disks': toDisk,
      'microsoft.storage/storageaccounts': toStorageAccount,
      'microsoft.netapp/netappaccounts/capacitypools/volumes': toNetAppVolume,
      'microsoft.storagecache/amlfilesystems': toLustre,
    },
  },
  {
    kinds: [
      'network',
      'subnet',
      'vpn-gateway',
      'vpn-connection',
      'private-circuit',
      'circuit-port',
      'virtual-interface',
      'transit-gateway',
      'transit-attachment',
    ],
    types: {
      'microsoft.network/virtualnetworks': toVirtualNetwork,
      'microsoft.network/virtualnetworkgateways': toNetworkGateway,
      'microsoft.network/connections': toGatewayConnection,
      [localGatewayType]: () => [],
      'microsoft.network/expressroutecircuits': toCircuit,
      'microsoft.network/expressrouteports': toPort,
    },
  },
];

/** The query that lists a group: in the order of ids, without which pages could overlap. */
export function toQuery({ types }: TypeGroup): string {
  const names = Object.keys(types).map((type) => `'${type}'`);
  return [
    'resources',
    `| where type in~ (${names.join(', ')})`,
    '| project id, name, type, kind, location, sku, zones, tags, properties',
    '| order by id asc',
  ].join('\n');
}
