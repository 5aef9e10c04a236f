import type { InventoryTrust } from '@/lib/analytics/gpus/fleet/inventory-trust';
import type { Source } from '@/lib/api/contracts/sources';
import type { GpuScope } from '@/lib/store/gpus/gpu-resources';
import type { CollectionState } from '@/lib/store/inventory/collection-state';

/** How far what the inventory tells of accelerators may be trusted, by the age of each read and the gaps of the last. */
export function toInventoryTrust(
  { connections }: CollectionState,
  sources: readonly Source[],
  scopes: readonly GpuScope[],
): InventoryTrust {
  const cutoffs = new Map(connections.map(({ id, expiryCutoff }) => [id, expiryCutoff]));
  const isPast = (connectionId: string, at: Date | null) => {
    const cutoff = cutoffs.get(connectionId);
    return cutoff === undefined || at === null || at < cutoff;
  };
  const inventories = new Map(
    sources.filter(({ capability }) => capability === 'inventory').map((source) => [source.connectionId, source]),
  );
  const listings = Map.groupBy(scopes, ({ connectionId, kind }) => `${connectionId} ${kind}`);
  return {
    isExpired: ({ connectionId, lastSeenAt }) => isPast(connectionId, lastSeenAt),
    listingOf(connectionId, scheduler) {
      const kind = scheduler === 'slurm' ? 'batch-job' : 'pod';
      const works = scheduler === 'slurm' ? 'jobs' : 'pods';
      const listed = listings.get(`${connectionId} ${kind}`) ?? [];
      const no = (reason: string) => ({ isWhole: false as const, reason });
      const reads = listed.flatMap(({ lastReadAt }) => (lastReadAt === null ? [] : [lastReadAt.getTime()]));
      if (reads.length === 0) return no(`The ${works} of this cluster have not been listed yet.`);
      if (listed.some(({ lastReadAt }) => isPast(connectionId, lastReadAt)))
        return no(`The ${works} of this cluster were last listed too long ago.`);
      // A source has the gaps of its last run until the next has ended; a scope has those of its own last read at once.
      const isTorn =
        listed.some(({ gaps }) => gaps.some(({ detailOnly }) => detailOnly !== true)) ||
        (inventories.get(connectionId)?.gaps ?? []).some(
          ({ subject, detailOnly }) => detailOnly !== true && (subject === undefined || subject === kind),
        );
      return isTorn
        ? no(`The ${works} of this cluster could not all be listed.`)
        : { isWhole: true, readAt: new Date(Math.min(...reads)) };
    },
  };
}
