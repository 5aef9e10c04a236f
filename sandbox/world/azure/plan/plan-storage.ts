import { machinesAt, thingsAt } from '../../growth';
import type { Team } from '../../tags';
import type { Region, SubscriptionName } from '../geography';
import type { Disk, LustreFileSystem, NetAppVolume, StorageAccount } from '../records/storage';
import {
  beforeEpoch,
  drawsFor,
  type Ground,
  groundOf,
  grounds,
  guidOf,
  numbered,
  type PlanContext,
  placed,
  subnetOf,
} from './plan';

const accountsAtScaleOne = 24;
const volumesAtScaleOne = 20;
const looseDisksAtScaleOne = 24;
const teams = ['data-platform', 'foundation-models', 'vision', 'speech', 'recommendation'] as const;

/** Storage accounts, NetApp volumes and disks nobody has on every ground, and the Lustre file systems of training. */
export function planStorage(context: PlanContext): void {
  const { seed, scale, standing } = context;
  for (const ground of grounds) {
    for (let number = 1; number <= thingsAt(accountsAtScaleOne, scale); number++) {
      standing.push(storageAccount(seed, ground, number));
    }
    for (let number = 1; number <= thingsAt(volumesAtScaleOne, scale); number++) {
      standing.push(netAppVolume(seed, ground, number));
    }
    for (let number = 1; number <= thingsAt(looseDisksAtScaleOne, scale); number++) {
      standing.push(looseDisk(seed, ground, number));
    }
  }
  for (const [subscription, region, name] of lustre) {
    for (let number = 1; number <= machinesAt(2, scale); number++) {
      standing.push(lustreFileSystem(seed, groundOf(subscription, region), numbered(name, number)));
    }
  }
}

const lustre: readonly (readonly [SubscriptionName, Region, string])[] = [
  ['training', 'eastus', 'amlfs-datasets'],
  ['training', 'southcentralus', 'amlfs-checkpoints'],
  ['training', 'swedencentral', 'amlfs-datasets'],
  ['research', 'southcentralus', 'amlfs-scratch'],
];

function common(seed: string, ground: Ground, kind: string, name: string, resourceGroup: string, team?: Team) {
  const draws = drawsFor(seed, ground, kind, name);
  const createdAt = beforeEpoch(draws.integer(2, 380));
  const owner = team ?? draws.pick(teams);
  const request = { name, key: `${kind}/${name}`, resourceGroup, team: owner, createdAt };
  return { draws, base: placed(seed, ground, request) };
}

/** Names of accounts are unique over all of Azure: 3 to 24 small letters and digits. */
function storageAccount(seed: string, ground: Ground, number: number): StorageAccount {
  const name = `stmw${ground.subscription.slice(0, 3)}${ground.region.slice(0, 4)}${String(number).padStart(6, '0')}`;
  const { draws, base } = common(seed, ground, 'storage-account', name, `rg-storage-${ground.region}`);
  return {
    ...base,
    type: 'microsoft.storage/storageaccounts',
    sku: draws.pick(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Premium_LRS']),
    accountKind: draws.pick(['StorageV2', 'StorageV2', 'BlockBlobStorage']),
    hierarchical: draws.chance(0.5),
  };
}

function netAppVolume(seed: string, ground: Ground, number: number): NetAppVolume {
  const name = numbered('vol', number);
  const { draws, base } = common(seed, ground, 'netapp-volume', name, `rg-netapp-${ground.region}`);
  return {
    ...base,
    type: 'microsoft.netapp/netappaccounts/capacitypools/volumes',
    account: `anf-${ground.region}`,
    pool: `pool-${(number % 3) + 1}`,
    serviceLevel: draws.pick(['Standard', 'Premium', 'Ultra']),
    sizeGiB: 1024 * draws.integer(1, 40),
    subnet: subnetOf(ground, 'storage'),
    uniqueId: guidOf(draws),
  };
}

function looseDisk(seed: string, ground: Ground, number: number): Disk {
  const name = numbered('restore', number);
  const { draws, base } = common(seed, ground, 'loose-disk', name, `RG-Restore-${ground.region}`);
  return {
    ...base,
    type: 'microsoft.compute/disks',
    zone: draws.chance(0.5) ? draws.pick(['1', '2', '3']) : null,
    sku: draws.pick(['Premium_LRS', 'StandardSSD_LRS']),
    sizeGiB: draws.pick([128, 512, 1024]),
    state: 'Unattached',
    uniqueId: guidOf(draws),
    managedBy: null,
    isSystem: false,
  };
}

function lustreFileSystem(seed: string, ground: Ground, name: string): LustreFileSystem {
  const { draws, base } = common(seed, ground, 'lustre', name, `rg-lustre-${ground.region}`, 'foundation-models');
  return {
    ...base,
    type: 'microsoft.storagecache/amlfilesystems',
    sku: draws.pick(['AMLFS-Durable-Premium-125', 'AMLFS-Durable-Premium-250', 'AMLFS-Durable-Premium-500']),
    capacityTiB: 16 * draws.integer(1, 8),
    zone: draws.pick(['1', '2', '3']),
    subnet: subnetOf(ground, 'storage'),
    health: 'Available',
  };
}
