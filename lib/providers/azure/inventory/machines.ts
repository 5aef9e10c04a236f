import { z } from 'zod';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import { moment, part, readFields, text } from './fields';
import { toAccelerators } from './gpu-sizes';
import { toLifecycle, toProvisioning, toStanding } from './lifecycle';
import type { ResourceRow } from './resource-row';
import { toItem } from './to-item';

const powerStates: Record<string, LifecycleState> = {
  'powerstate/starting': 'provisioning',
  'powerstate/running': 'active',
  'powerstate/stopping': 'stopped',
  'powerstate/stopped': 'stopped',
  'powerstate/deallocating': 'stopped',
  'powerstate/deallocated': 'stopped',
};

const machineSchema = z.object({
  provisioningState: text,
  timeCreated: moment,
  hardwareProfile: part({ vmSize: text }),
  extended: part({ instanceView: part({ powerState: part({ code: text }) }) }),
});

/** A virtual machine, also one of a flexible scale set. Resource Graph adds its power state under `extended`. */
export function toVirtualMachine(row: ResourceRow): InventoryItem[] {
  const { provisioningState, timeCreated, hardwareProfile, extended } = readFields(machineSchema, row.properties);
  const size = hardwareProfile?.vmSize;
  const power = toLifecycle(powerStates, extended?.instanceView?.powerState?.code);
  const standing = toStanding(provisioningState, power);
  // A machine that was made well may since have been stopped: only its power state says that it runs.
  const isOnlyThere = standing.status === 'active' && power.status !== 'active';
  return [
    toItem(row, {
      kind: 'compute-instance',
      ...(isOnlyThere ? { ...standing, status: 'unknown' } : standing),
      size: size ?? null,
      accelerators: toAccelerators(size, 1),
      createdAt: timeCreated ?? null,
    }),
  ];
}

const scaleSetSchema = z.object({ provisioningState: text, orchestrationMode: text, timeCreated: moment });

/**
 * A scale set. The machines of a flexible one are virtual machines of their own and carry its accelerators; those of a
 * uniform one are listed nowhere else, so its accelerators are its capacity's.
 */
export function toScaleSet(row: ResourceRow): InventoryItem[] {
  const { provisioningState, orchestrationMode, timeCreated } = readFields(scaleSetSchema, row.properties);
  const isFlexible = orchestrationMode?.toLowerCase() === 'flexible';
  return [
    toItem(row, {
      kind: 'instance-group',
      ...toProvisioning(provisioningState),
      size: row.sku.name ?? null,
      accelerators: isFlexible ? [] : toAccelerators(row.sku.name, row.sku.capacity),
      createdAt: timeCreated ?? null,
    }),
  ];
}
