import { z } from 'zod';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import { bareSoftware, type SoftwareFacts } from '@/lib/domain/site/software';
import { amount, list, part, readFields, text } from './fields';
import { toAccelerators } from './gpu-sizes';
import { toLifecycle, toUsualStanding } from './lifecycle';
import { type ResourceRow, toTags, toZone } from './resource-row';
import { toItem } from './to-item';
import { toRaw } from './to-raw';

const powerStates: Record<string, LifecycleState> = { running: 'active', stopped: 'stopped' };

const clusterSchema = z.object({
  provisioningState: text,
  powerState: part({ code: text }),
  kubernetesVersion: text,
  currentKubernetesVersion: text,
  autoUpgradeProfile: part({ upgradeChannel: text }),
  agentPoolProfiles: list,
});

const poolSchema = z.object({
  name: text,
  count: amount,
  vmSize: text,
  orchestratorVersion: text,
  currentOrchestratorVersion: text,
  nodeImageVersion: text,
  provisioningState: text,
  powerState: part({ code: text }),
  availabilityZones: list,
  tags: z.record(z.string(), z.unknown()).nullish().catch(null),
});

/** An AKS cluster and its agent pools, which stand in the cluster's own document. */
export function toKubernetesCluster(row: ResourceRow): InventoryItem[] {
  const fields = readFields(clusterSchema, row.properties);
  const { provisioningState, powerState, agentPoolProfiles, autoUpgradeProfile } = fields;
  const cluster = toItem(row, {
    kind: 'kubernetes-cluster',
    ...toUsualStanding(provisioningState, toLifecycle(powerStates, powerState?.code)),
    size: row.sku.tier ?? null,
    // What was asked for may be the minor version alone; what runs is told in full.
    software: [
      {
        ...bareSoftware('kubernetes', fields.currentKubernetesVersion ?? fields.kubernetesVersion ?? null),
        channel: autoUpgradeProfile?.upgradeChannel ?? null,
      },
    ],
  });
  return [cluster, ...(agentPoolProfiles ?? []).flatMap((document) => toAgentPool(row, document))];
}

/**
 * An agent pool with the accelerators its nodes are to have. The nodes are those of a scale set or machines of their
 * own, listed and counted as such.
 */
function toAgentPool(cluster: ResourceRow, document: unknown): InventoryItem[] {
  const pool = readFields(poolSchema, document);
  if (pool.name === undefined) return [];
  const row = { ...cluster, zone: toZone(pool.availabilityZones), tags: toTags(pool.tags) };
  return [
    {
      ...toItem(row, {
        kind: 'node-group',
        ...toUsualStanding(pool.provisioningState, toLifecycle(powerStates, pool.powerState?.code)),
        size: pool.vmSize ?? null,
        accelerators: toAccelerators(pool.vmSize, pool.count),
        software: toPoolSoftware(cluster.name, pool),
      }),
      nativeId: `${cluster.id}/agentpools/${pool.name.toLowerCase()}`,
      nativeType: `${cluster.type}/agentpools`,
      name: pool.name,
      raw: toRaw(document),
    },
  ];
}

function toPoolSoftware(cluster: string, pool: z.output<typeof poolSchema>): SoftwareFacts[] {
  const told = [
    bareSoftware('kubelet', pool.currentOrchestratorVersion ?? pool.orchestratorVersion ?? null),
    bareSoftware('operating-system', pool.nodeImageVersion ?? null),
  ];
  return told.flatMap((one) => (one.version === null ? [] : [{ ...one, cluster }]));
}
