import { type AzureRecord, type AzureType, azureTypes } from './records';

/** Types as Resource Manager spells them in ids. */
const spellings: Readonly<Record<AzureType, string>> = {
  'microsoft.compute/virtualmachines': 'Microsoft.Compute/virtualMachines',
  'microsoft.compute/virtualmachinescalesets': 'Microsoft.Compute/virtualMachineScaleSets',
  'microsoft.containerservice/managedclusters': 'Microsoft.ContainerService/managedClusters',
  'microsoft.containerinstance/containergroups': 'Microsoft.ContainerInstance/containerGroups',
  'microsoft.compute/disks': 'Microsoft.Compute/disks',
  'microsoft.storage/storageaccounts': 'Microsoft.Storage/storageAccounts',
  'microsoft.netapp/netappaccounts/capacitypools/volumes': 'Microsoft.NetApp/netAppAccounts/capacityPools/volumes',
  'microsoft.storagecache/amlfilesystems': 'Microsoft.StorageCache/amlFilesystems',
  'microsoft.network/virtualnetworks': 'Microsoft.Network/virtualNetworks',
  'microsoft.network/virtualnetworkgateways': 'Microsoft.Network/virtualNetworkGateways',
  'microsoft.network/localnetworkgateways': 'Microsoft.Network/localNetworkGateways',
  'microsoft.network/connections': 'Microsoft.Network/connections',
  'microsoft.network/expressroutecircuits': 'Microsoft.Network/expressRouteCircuits',
  'microsoft.network/expressrouteports': 'Microsoft.Network/expressRoutePorts',
  'microsoft.network/networkwatchers': 'Microsoft.Network/networkWatchers',
  'microsoft.network/networkwatchers/connectionmonitors': 'Microsoft.Network/networkWatchers/connectionMonitors',
  'microsoft.machinelearningservices/workspaces': 'Microsoft.MachineLearningServices/workspaces',
  'microsoft.machinelearningservices/workspaces/onlineendpoints':
    'Microsoft.MachineLearningServices/workspaces/onlineEndpoints',
};

/** A type as Resource Manager itself writes it; Resource Graph writes it in lower case. */
export function spellingOf(type: AzureType): string {
  return spellings[type];
}

interface Place {
  subscription: string;
  resourceGroup: string;
}

/** The id of a thing, given its type as spelt and its names from the outermost in. */
export function resourceId({ subscription, resourceGroup }: Place, spelling: string, ...names: string[]): string {
  const [namespace, ...steps] = spelling.split('/');
  const path = steps.map((step, index) => `/${step}/${names[index]}`).join('');
  return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/${namespace}${path}`;
}

/** The id of a record in the case its creator wrote it. */
export function idOf(record: AzureRecord): string {
  return resourceId(record, spellings[record.type], ...namesOf(record));
}

/** The name as the provider gives it: a nested thing's has those of its parents in front for some types only. */
export function providerNameOf(record: AzureRecord): string {
  return record.type === 'microsoft.netapp/netappaccounts/capacitypools/volumes'
    ? namesOf(record).join('/')
    : record.name;
}

function namesOf(record: AzureRecord): string[] {
  switch (record.type) {
    case 'microsoft.netapp/netappaccounts/capacitypools/volumes':
      return [record.account, record.pool, record.name];
    case 'microsoft.machinelearningservices/workspaces/onlineendpoints':
      return [record.workspace, record.name];
    case 'microsoft.network/networkwatchers/connectionmonitors':
      return [record.watcher, record.name];
    default:
      return [record.name];
  }
}

/** The type an id names; undefined when the factory has none of that type. */
export function typeOfId(id: string): AzureType | undefined {
  const rest = id.toLowerCase().split('/providers/').at(-1)?.split('/') ?? [];
  const type = rest.filter((_, index) => index === 0 || index % 2 === 1).join('/');
  return azureTypes.find((each) => each === type);
}
