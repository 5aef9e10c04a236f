import type { FleetDevice, FleetNode } from '@/lib/domain/gpu/fleet';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';

/** When the work on nodes started, for judging how long somebody has had a device. */
export class WorkStarts {
  readonly #resources: ReadonlyMap<string, GpuResource>;
  #latest: ReadonlyMap<string, number> | null = null;

  /** @param resources By id; those that are pieces of work say when they started and on which nodes they have devices. */
  constructor(resources: ReadonlyMap<string, GpuResource>) {
    this.#resources = resources;
  }

  /**
   * Since when the last to come of those who hold a device has it; where nobody is named, since when the last to come of
   * all on its node has any: it may be that one. Null: not told, or it is not held.
   */
  heldSince({ allocation }: Pick<FleetDevice, 'allocation'>, node: FleetNode): Date | null {
    if (allocation.state !== 'held') return null;
    const starts =
      allocation.holders.length === 0
        ? this.#onNode(node)
        : allocation.holders.flatMap(({ resourceId }) => {
            const startedAt = resourceId === null ? null : this.#resources.get(resourceId)?.workload?.startedAt;
            return startedAt == null ? [] : [startedAt.getTime()];
          });
    return starts.length === 0 ? null : new Date(Math.max(...starts));
  }

  #onNode({ clusterConnectionId, holdings }: FleetNode): number[] {
    this.#latest ??= toLatest(this.#resources.values());
    return [...new Set(holdings.map((holding) => holding.node))].flatMap(
      (name) => this.#latest?.get(`${clusterConnectionId}\n${name}`) ?? [],
    );
  }
}

/** When the youngest work on each node started, by the connection that lists it and the node's name there. */
function toLatest(resources: Iterable<GpuResource>): Map<string, number> {
  const latest = new Map<string, number>();
  for (const { connectionId, workload } of resources) {
    if (workload?.startedAt == null || workload.endedAt !== null) continue;
    const startedMs = workload.startedAt.getTime();
    for (const { node } of workload.holdings ?? []) {
      const key = `${connectionId}\n${node}`;
      latest.set(key, Math.max(startedMs, latest.get(key) ?? startedMs));
    }
  }
  return latest;
}
