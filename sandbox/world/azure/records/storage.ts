import type { Placed } from './placed';

export interface Disk extends Placed {
  type: 'microsoft.compute/disks';
  zone: string | null;
  sku: 'Premium_LRS' | 'PremiumV2_LRS' | 'StandardSSD_LRS';
  sizeGiB: number;
  state: 'Attached' | 'Unattached' | 'Reserved';
  uniqueId: string;
  /** Resource id of the machine that has it; null for a disk nobody has. */
  managedBy: string | null;
  isSystem: boolean;
}

export interface StorageAccount extends Placed {
  type: 'microsoft.storage/storageaccounts';
  sku: 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GRS' | 'Premium_LRS';
  accountKind: 'StorageV2' | 'BlockBlobStorage';
  hierarchical: boolean;
}

export interface NetAppVolume extends Placed {
  type: 'microsoft.netapp/netappaccounts/capacitypools/volumes';
  /** `name` is the volume's own; the provider's has these in front. */
  account: string;
  pool: string;
  serviceLevel: 'Standard' | 'Premium' | 'Ultra';
  sizeGiB: number;
  subnet: string;
  uniqueId: string;
}

export interface LustreFileSystem extends Placed {
  type: 'microsoft.storagecache/amlfilesystems';
  sku: 'AMLFS-Durable-Premium-125' | 'AMLFS-Durable-Premium-250' | 'AMLFS-Durable-Premium-500';
  capacityTiB: number;
  zone: string;
  subnet: string;
  health: 'Available' | 'Degraded' | 'Maintenance';
}
