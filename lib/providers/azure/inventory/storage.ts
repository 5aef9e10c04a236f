import { z } from 'zod';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import { amount, moment, part, readFields, text } from './fields';
import { toLifecycle, toProvisioning, toStanding, toUsualStanding } from './lifecycle';
import type { ResourceRow } from './resource-row';
import { toItem } from './to-item';

const diskStates: Record<string, LifecycleState> = {
  unattached: 'active',
  attached: 'active',
  reserved: 'active',
  frozen: 'active',
  activesas: 'active',
  activesasfrozen: 'active',
  readytoupload: 'provisioning',
  activeupload: 'provisioning',
};

const diskSchema = z.object({ provisioningState: text, diskState: text, diskSizeGB: amount, timeCreated: moment });

/** A managed disk. */
export function toDisk(row: ResourceRow): InventoryItem[] {
  const { provisioningState, diskState, diskSizeGB, timeCreated } = readFields(diskSchema, row.properties);
  return [
    toItem(row, {
      kind: 'volume',
      ...toStanding(provisioningState, toLifecycle(diskStates, diskState)),
      size: joinWords(row.sku.name, diskSizeGB === undefined ? undefined : `${diskSizeGB} GiB`),
      createdAt: timeCreated ?? null,
    }),
  ];
}

const availabilities: Record<string, LifecycleState> = { available: 'active', unavailable: 'degraded' };

const accountSchema = z.object({ provisioningState: text, statusOfPrimary: text, creationTime: moment });

/** A storage account; one whose primary location is down still exists, so it is degraded. */
export function toStorageAccount(row: ResourceRow): InventoryItem[] {
  const { provisioningState, statusOfPrimary, creationTime } = readFields(accountSchema, row.properties);
  return [
    toItem(row, {
      kind: 'storage-account',
      ...toUsualStanding(provisioningState, toLifecycle(availabilities, statusOfPrimary)),
      size: row.sku.name ?? null,
      createdAt: creationTime ?? null,
    }),
  ];
}

const tebibyte = 2 ** 40;

const netAppSchema = z.object({ provisioningState: text, serviceLevel: text, usageThreshold: amount });

/** A NetApp volume; its `usageThreshold` is its quota in bytes. */
export function toNetAppVolume(row: ResourceRow): InventoryItem[] {
  const { provisioningState, serviceLevel, usageThreshold } = readFields(netAppSchema, row.properties);
  return [
    toItem(row, {
      kind: 'file-system',
      ...toProvisioning(provisioningState),
      size: joinWords(serviceLevel, usageThreshold === undefined ? undefined : `${usageThreshold / tebibyte} TiB`),
    }),
  ];
}

const lustreHealth: Record<string, LifecycleState> = {
  available: 'active',
  maintenance: 'active',
  transitioning: 'active',
  degraded: 'degraded',
  unavailable: 'failed',
};

const lustreSchema = z.object({
  provisioningState: text,
  health: part({ state: text }),
  storageCapacityTiB: amount,
});

/** A Managed Lustre file system. */
export function toLustre(row: ResourceRow): InventoryItem[] {
  const { provisioningState, health, storageCapacityTiB } = readFields(lustreSchema, row.properties);
  return [
    toItem(row, {
      kind: 'file-system',
      ...toStanding(provisioningState, toLifecycle(lustreHealth, health?.state)),
      size: joinWords(row.sku.name, storageCapacityTiB === undefined ? undefined : `${storageCapacityTiB} TiB`),
    }),
  ];
}

/** As much of it as is known; null for nothing. */
function joinWords(...words: (string | undefined)[]): string | null {
  const known = words.filter((word) => word !== undefined);
  return known.length === 0 ? null : known.join(' ');
}
