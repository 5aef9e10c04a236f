import type { AzureRecord } from '../../world/azure/records';
import { circuitConnectionDocument, circuitDocument, circuitGatewayDocument, portDocument } from './circuit-documents';
import type { Document } from './document';
import { connectionDocument, gatewayDocument, localGatewayDocument, networkDocument } from './link-documents';
import { clusterDocument, containerGroupDocument, machineDocument, scaleSetDocument } from './machine-documents';
import { endpointDocument, workspaceDocument } from './model-documents';
import { monitorDocument, watcherDocument } from './monitor-documents';
import { diskDocument, lustreDocument, netAppDocument, storageAccountDocument } from './storage-documents';

/** A resource in Resource Manager's own shape for its type. */
export function documentOf(record: AzureRecord): Document {
  switch (record.type) {
    case 'microsoft.compute/virtualmachines':
      return machineDocument(record);
    case 'microsoft.compute/virtualmachinescalesets':
      return scaleSetDocument(record);
    case 'microsoft.containerservice/managedclusters':
      return clusterDocument(record);
    case 'microsoft.containerinstance/containergroups':
      return containerGroupDocument(record);
    case 'microsoft.compute/disks':
      return diskDocument(record);
    case 'microsoft.storage/storageaccounts':
      return storageAccountDocument(record);
    case 'microsoft.netapp/netappaccounts/capacitypools/volumes':
      return netAppDocument(record);
    case 'microsoft.storagecache/amlfilesystems':
      return lustreDocument(record);
    case 'microsoft.network/virtualnetworks':
      return networkDocument(record);
    case 'microsoft.network/virtualnetworkgateways':
      return record.purpose === 'vpn' ? gatewayDocument(record) : circuitGatewayDocument(record);
    case 'microsoft.network/localnetworkgateways':
      return localGatewayDocument(record);
    case 'microsoft.network/connections':
      return record.purpose === 'vpn' ? connectionDocument(record) : circuitConnectionDocument(record);
    case 'microsoft.network/expressroutecircuits':
      return circuitDocument(record);
    case 'microsoft.network/expressrouteports':
      return portDocument(record);
    case 'microsoft.network/networkwatchers':
      return watcherDocument(record);
    case 'microsoft.network/networkwatchers/connectionmonitors':
      return monitorDocument(record);
    case 'microsoft.machinelearningservices/workspaces':
      return workspaceDocument(record);
    case 'microsoft.machinelearningservices/workspaces/onlineendpoints':
      return endpointDocument(record);
  }
}
