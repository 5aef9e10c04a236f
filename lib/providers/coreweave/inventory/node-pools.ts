import { z } from 'zod';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import type { KindReader } from '../../kubernetes/inventory/kind-reader';
import { toCommonFacts } from '../../kubernetes/inventory/place';
import { readOptional } from '../../kubernetes/inventory/read-optional';
import type { ObjectListing } from '../../kubernetes/objects/listing';
import { conditionOf, conditionSchema, metadataSchema } from '../../kubernetes/objects/object-schema';
import { toRaw } from '../../kubernetes/objects/to-raw';

export const poolGroup = 'compute.coreweave.com';

const poolSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({
    instanceType: z.string().nullish(),
    targetNodes: z.number().nullish(),
    targetRacks: z.number().nullish(),
  }),
  status: z.object({ currentNodes: z.number().nullish(), conditions: z.array(conditionSchema).nullish() }).nullish(),
});
type NodePool = z.output<typeof poolSchema>;

const name = { group: poolGroup, resource: 'nodepools', type: 'NodePool' };

/** What a pool's conditions are called: CoreWeave renamed some of them, so both names are known. */
const validity = ['Valid', 'Validated'];
const supply = ['Capacity', 'Quota'];

/** Pools of equal machines, which CoreWeave fills up to a target. */
export const nodePools: KindReader = {
  kind: 'node-group',
  operation: `${poolGroup}:list-nodepools`,
  async read(context, faults) {
    const read = await readOptional(context, {
      group: poolGroup,
      versions: ['v1alpha1'],
      toListing: (version) => poolListing(context.cluster.name, version),
    });
    faults.listing.push(...read.faults);
    return read.kept;
  },
};

export function poolListing(clusterName: string, version: string): ObjectListing<InventoryItem> {
  return {
    group: poolGroup,
    resource: name.resource,
    path: `/apis/${poolGroup}/${version}/${name.resource}`,
    keep: (object) => toPoolItem(clusterName, poolSchema.parse(object), toRaw(object)),
  };
}

/** Its devices are its nodes', so they are told there. */
function toPoolItem(clusterName: string, pool: NodePool, raw: string): InventoryItem {
  return {
    ...toCommonFacts(clusterName, 'node-group', name, pool.metadata),
    status: toPoolState(pool),
    nativeStatus: toPoolWord(pool),
    size: pool.spec.instanceType ?? null,
    accelerators: [],
    raw,
  };
}

/**
 * A pool on its target is active; one below it is filling up, or degraded where capacity or quota keeps nodes from it.
 * What a controller says goes before the numbers, which may lag behind it.
 */
function toPoolState(pool: NodePool): LifecycleState {
  const { metadata, spec, status } = pool;
  if (metadata.deletionTimestamp) return 'deleting';
  if (says(pool, validity, 'False')) return 'failed';
  if (says(pool, ['AtTarget'], 'True')) return 'active';
  if (says(pool, supply, 'False')) return 'degraded';
  if (says(pool, ['AtTarget'], 'False')) return 'provisioning';
  const target = spec.targetNodes ?? null;
  const current = status?.currentNodes ?? null;
  if (target === null || current === null) return 'unknown';
  return current < target ? 'provisioning' : 'active';
}

/** The reason of what a pool falls short in, else of where it stands, e.g. `TargetMet`. */
function toPoolWord(pool: NodePool): string | null {
  const conditions = pool.status?.conditions;
  const invalid = validity.map((type) => conditionOf(conditions, type)).find((each) => each?.status === 'False');
  const told = invalid ?? conditionOf(conditions, 'AtTarget');
  return told === undefined ? null : (told.reason ?? `${told.type}=${told.status}`);
}

function says({ status }: NodePool, types: readonly string[], value: string): boolean {
  return types.some((type) => conditionOf(status?.conditions, type)?.status === value);
}
