import { z } from 'zod';
import type { Accelerator, InventoryItem } from '@/lib/domain/resource';
import { addAccelerators } from './add-accelerators';
import { amount, moment, readFields, text } from './fields';
import { toAccelerators } from './gpu-sizes';
import { toProvisioning } from './lifecycle';
import type { ResourceRow } from './resource-row';
import { toItem } from './to-item';

const workspaceSchema = z.object({ provisioningState: text, creationTime: moment });

/** An Azure Machine Learning workspace, hub or project. */
export function toWorkspace(row: ResourceRow): InventoryItem[] {
  const { provisioningState, creationTime } = readFields(workspaceSchema, row.properties);
  return [
    toItem(row, {
      kind: 'ml-workspace',
      ...toProvisioning(provisioningState),
      size: row.variant,
      createdAt: creationTime ?? null,
    }),
  ];
}

const endpointSchema = z.object({ provisioningState: text });

/** An endpoint without its deployments, which are resources of their own and say what it runs on: not known yet. */
export function toEndpoint(row: ResourceRow): InventoryItem[] {
  const { provisioningState } = readFields(endpointSchema, row.properties);
  return [toItem(row, { kind: 'model-endpoint', ...toProvisioning(provisioningState), accelerators: null })];
}

/** What one deployment of an endpoint runs on. */
export interface Deployment {
  /** Lower-cased id of the endpoint. */
  endpoint: string;
  /** Null when it is not known. */
  accelerators: Accelerator[] | null;
}

const deploymentSchema = z.object({ instanceType: text, instanceCount: amount });

/** A deployment's instances are the capacity of its SKU. */
export function toDeployment(row: ResourceRow): Deployment {
  const { instanceType, instanceCount } = readFields(deploymentSchema, row.properties);
  return {
    endpoint: row.id.slice(0, row.id.lastIndexOf('/deployments/')),
    accelerators: toAccelerators(instanceType, row.sku.capacity ?? instanceCount),
  };
}

/** Endpoints with the accelerators of all their deployments. Null when any of them is not known: a part is not the sum. */
export function withDeployments(items: readonly InventoryItem[], deployments: readonly Deployment[]): InventoryItem[] {
  const byEndpoint = Map.groupBy(deployments, ({ endpoint }) => endpoint);
  return items.map((item) => {
    if (item.kind !== 'model-endpoint') return item;
    const held = (byEndpoint.get(item.nativeId) ?? []).map(({ accelerators }) => accelerators);
    return { ...item, accelerators: addAccelerators(held) };
  });
}
