import type { Truth, TruthResource } from '../truth';
import { qualifiedNameOf } from './api-resources';
import type { Thing } from './thing';
import type { ClusterSnapshot, ClusterWorld } from './world';

/** What is really there in a cluster: everything that an inventory has a kind for. */
export function readClusterTruth(world: ClusterWorld, { at, list }: ClusterSnapshot): Truth {
  return { at, resources: world.types.flatMap((type) => list(type).flatMap((thing) => toTruth(world.name, thing))) };
}

function toTruth(cluster: string, thing: Thing): TruthResource[] {
  const facts = thing.facts();
  if (!facts) return [];
  return [
    {
      kind: facts.kind,
      nativeId: `${cluster}/${qualifiedNameOf(thing.type)}/${thing.key}`,
      shortId: thing.key,
      name: thing.name,
      account: cluster,
      region: 'global',
      zone: facts.zone ?? null,
      status: facts.status,
      nativeStatus: facts.nativeStatus,
      size: facts.size ?? null,
      accelerators: facts.accelerators ?? [],
      tags: { ...thing.labels },
      createdAt: new Date(thing.createdMs),
    },
  ];
}
