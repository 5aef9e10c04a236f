import type { Team } from '../../tags';
import { machineSizeOf } from '../machine-sizes';
import type { VirtualMachine } from '../records/machines';
import type { Disk } from '../records/storage';
import { resourceId } from '../resource-id';
import { drawsFor, type Ground, guidOf, placed, subnetOf } from './plan';

export interface MachineRequest {
  seed: string;
  ground: Ground;
  name: string;
  /** Unique in the ground: the stream its ids come from. */
  key: string;
  resourceGroup: string;
  size: string;
  team: Team;
  createdAt: Date;
  power?: VirtualMachine['power'];
  /** Sizes of the disks beside the operating system's, in GiB. */
  dataDisksGiB?: readonly number[];
  extraTags?: Record<string, string>;
}

/** One virtual machine and its disks, every reference between them holding. */
export function buildMachine(request: MachineRequest): [VirtualMachine, ...Disk[]] {
  const { seed, ground, name, key, resourceGroup, size, team, createdAt, extraTags } = request;
  const draws = drawsFor(seed, ground, 'machine', key);
  const common = placed(seed, ground, { name, key: `machine/${key}`, resourceGroup, team, createdAt, extraTags });
  const zone = draws.pick(['1', '2', '3']);
  const id = resourceId(common, 'Microsoft.Compute/virtualMachines', name);
  const systemGiB = machineSizeOf(size).accelerator ? 512 : 128;
  const disks = [systemGiB, ...(request.dataDisksGiB ?? [])].map((sizeGiB, index): Disk => {
    const isSystem = index === 0;
    const diskDraws = drawsFor(seed, ground, 'disk', key, index);
    const diskName = isSystem ? `${name}_OsDisk_1_${diskDraws.hex(32)}` : `${name}_DataDisk_${index - 1}`;
    const diskKey = `disk/${key}/${index}`;
    return {
      ...placed(seed, ground, { name: diskName, key: diskKey, resourceGroup, team, createdAt }),
      type: 'microsoft.compute/disks',
      zone,
      sku: sizeGiB >= 4096 ? 'PremiumV2_LRS' : 'Premium_LRS',
      sizeGiB,
      state: request.power === 'deallocated' ? 'Reserved' : 'Attached',
      uniqueId: guidOf(diskDraws),
      managedBy: id,
      isSystem,
    };
  });
  const diskIds = disks.map((disk) => resourceId(disk, 'Microsoft.Compute/disks', disk.name));
  const machine: VirtualMachine = {
    ...common,
    type: 'microsoft.compute/virtualmachines',
    size,
    zone,
    power: request.power ?? 'running',
    uniqueId: guidOf(draws),
    subnet: subnetOf(ground, 'compute'),
    osDisk: diskIds[0] ?? '',
    dataDisks: disks.slice(1).map((disk) => ({
      id: resourceId(disk, 'Microsoft.Compute/disks', disk.name),
      sizeGiB: disk.sizeGiB,
    })),
  };
  return [machine, ...disks];
}
