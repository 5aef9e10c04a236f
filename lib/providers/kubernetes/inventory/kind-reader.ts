import type { InventoryItem, ResourceKind } from '@/lib/domain/resource';
import type { ClusterContext } from './cluster-context';
import type { ScopeFaults } from './scope-faults';

/** Reads everything of one kind in a cluster. */
export interface KindReader {
  kind: ResourceKind;
  /** The call that lists them; names the source of the facts. */
  operation: string;
  /** Adds what could not be read to `faults`; throws only when the session is aborted, or a `ProviderError`. */
  read(context: ClusterContext, faults: ScopeFaults): Promise<InventoryItem[]>;
}
