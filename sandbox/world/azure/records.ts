import type {
  Circuit,
  CircuitConnection,
  CircuitGateway,
  CircuitPort,
  ConnectionMonitor,
  LocalGateway,
  NetworkWatcher,
  VirtualNetwork,
  VpnConnection,
  VpnGateway,
} from './records/links';
import type { ContainerGroup, ManagedCluster, ScaleSet, VirtualMachine } from './records/machines';
import type { OnlineEndpoint, Workspace } from './records/models';
import type { Disk, LustreFileSystem, NetAppVolume, StorageAccount } from './records/storage';

export type AzureRecord =
  | VirtualMachine
  | ScaleSet
  | ManagedCluster
  | ContainerGroup
  | Disk
  | StorageAccount
  | NetAppVolume
  | LustreFileSystem
  | VirtualNetwork
  | VpnGateway
  | CircuitGateway
  | LocalGateway
  | VpnConnection
  | CircuitConnection
  | Circuit
  | CircuitPort
  | NetworkWatcher
  | ConnectionMonitor
  | Workspace
  | OnlineEndpoint;

/** The provider's own types of the things there are, in lower case as Resource Graph writes them. */
export const azureTypes = [
  'microsoft.compute/virtualmachines',
  'microsoft.compute/virtualmachinescalesets',
  'microsoft.containerservice/managedclusters',
  'microsoft.containerinstance/containergroups',
  'microsoft.compute/disks',
  'microsoft.storage/storageaccounts',
  'microsoft.netapp/netappaccounts/capacitypools/volumes',
  'microsoft.storagecache/amlfilesystems',
  'microsoft.network/virtualnetworks',
  'microsoft.network/virtualnetworkgateways',
  'microsoft.network/localnetworkgateways',
  'microsoft.network/connections',
  'microsoft.network/expressroutecircuits',
  'microsoft.network/expressrouteports',
  'microsoft.network/networkwatchers',
  'microsoft.network/networkwatchers/connectionmonitors',
  'microsoft.machinelearningservices/workspaces',
  'microsoft.machinelearningservices/workspaces/onlineendpoints',
] as const satisfies readonly AzureRecord['type'][];
export type AzureType = (typeof azureTypes)[number];

/** The record of one type of thing. */
export type RecordOf<T extends AzureType> = Extract<AzureRecord, { type: T }>;

export function isOf<T extends AzureType>(type: T, record: AzureRecord): record is RecordOf<T> {
  return record.type === type;
}
