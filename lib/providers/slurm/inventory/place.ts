import type { InventoryItem, ResourceKind } from '@/lib/domain/resource';

/** A cluster of Slurm knows no regions. */
export const slurmRegion = 'global';

/** What every item of a cluster says alike; what Slurm does not know of anything is null. */
export function toCommonFacts(
  cluster: string,
  kind: ResourceKind,
  type: 'node' | 'partition' | 'reservation' | 'job',
  id: string,
): Pick<InventoryItem, 'kind' | 'nativeId' | 'nativeType' | 'account' | 'region' | 'zone' | 'detailed'> {
  return {
    kind,
    nativeId: `${cluster}/${type}/${id}`,
    nativeType: type,
    account: cluster,
    region: slurmRegion,
    zone: null,
    detailed: true,
  };
}

/** Base state and flags as Slurm prints them: `IDLE+DRAIN`; null when there are none. */
export function toStateWord(words: readonly string[]): string | null {
  return words.length === 0 ? null : words.join('+');
}
