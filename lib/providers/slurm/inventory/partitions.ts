import { z } from 'zod';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import { numberSchema, stateSchema, textSchema } from '../wire/fields';
import { toCommonFacts, toStateWord } from './place';

const limitsSchema = z.looseObject({ time: numberSchema, nodes: numberSchema });

/** The state stands at the top in v0.0.38, nowhere in v0.0.39, and under `partition` from v0.0.40 on. */
export const partitionSchema = z.object({
  name: z.string().min(1),
  state: stateSchema,
  partition: z.object({ state: stateSchema }).nullish(),
  nodes: z.union([textSchema, z.object({ configured: textSchema, total: numberSchema })]),
  total_nodes: numberSchema,
  total_cpus: numberSchema,
  tres: z.union([textSchema, z.object({ configured: textSchema, billing_weights: textSchema })]),
  flags: stateSchema,
  max_time_limit: numberSchema,
  maximums: limitsSchema.pick({ time: true, nodes: true }).nullish(),
  priority_tier: numberSchema,
  priority: z.object({ tier: numberSchema, job_factor: numberSchema }).nullish(),
});
export type SlurmPartition = z.output<typeof partitionSchema>;

export function toPartitionItem(cluster: string, partition: SlurmPartition, raw: string): InventoryItem {
  const words = partition.partition?.state ?? partition.state;
  return {
    ...toCommonFacts(cluster, 'queue', 'partition', partition.name),
    name: partition.name,
    status: toPartitionStatus(words),
    nativeStatus: toStateWord(words),
    size: null,
    accelerators: [],
    tags: {},
    createdAt: null,
    raw,
  };
}

/** UP takes and starts jobs, DRAIN only starts those it has, DOWN only takes them, INACTIVE does neither. */
const states: Record<string, LifecycleState> = {
  UP: 'active',
  DRAIN: 'degraded',
  DOWN: 'stopped',
  INACTIVE: 'stopped',
};

export function toPartitionStatus([word, ...rest]: readonly string[]): LifecycleState {
  if (word === undefined || rest.length > 0) return 'unknown';
  return (Object.hasOwn(states, word) ? states[word] : undefined) ?? 'unknown';
}
