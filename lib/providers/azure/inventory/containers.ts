import { z } from 'zod';
import type { Accelerator, InventoryItem } from '@/lib/domain/resource';
import { addAccelerators } from './add-accelerators';
import { amount, list, part, readFields, text } from './fields';
import { toLifecycle, toStanding } from './lifecycle';
import type { ResourceRow } from './resource-row';
import { toItem } from './to-item';

const containerStates = {
  pending: 'provisioning',
  running: 'active',
  stopped: 'stopped',
  succeeded: 'completed',
  failed: 'failed',
} as const;

const gpuModels: Readonly<Record<string, { model: string; memoryGiB: number }>> = {
  k80: { model: 'NVIDIA K80', memoryGiB: 12 },
  p100: { model: 'NVIDIA P100', memoryGiB: 16 },
  v100: { model: 'NVIDIA V100', memoryGiB: 16 },
};

const groupSchema = z.object({ provisioningState: text, instanceView: part({ state: text }), containers: list });
const containerSchema = z.object({
  properties: part({ resources: part({ requests: part({ gpu: part({ count: amount, sku: text }) }) }) }),
});

/** A container group of Azure Container Instances. */
export function toContainerGroup(row: ResourceRow): InventoryItem[] {
  const { provisioningState, instanceView, containers } = readFields(groupSchema, row.properties);
  return [
    toItem(row, {
      kind: 'container-service',
      ...toStanding(provisioningState, toLifecycle(containerStates, instanceView?.state)),
      size: row.sku.name ?? null,
      accelerators: containers === undefined ? null : addAccelerators(containers.map(toContainerAccelerators)),
    }),
  ];
}

function toContainerAccelerators(document: unknown): Accelerator[] | null {
  const gpu = readFields(containerSchema, document).properties?.resources?.requests?.gpu;
  if (gpu === undefined) return [];
  const { count, sku } = gpu;
  if (count === undefined || sku === undefined) return null;
  const key = sku.toLowerCase();
  const known = Object.hasOwn(gpuModels, key) ? gpuModels[key] : undefined;
  return [
    {
      model: known?.model ?? `NVIDIA ${sku}`,
      count,
      memoryBytes: known === undefined ? null : known.memoryGiB * 2 ** 30,
    },
  ];
}
