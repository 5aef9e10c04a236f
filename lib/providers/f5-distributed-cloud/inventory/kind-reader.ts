import type { InventoryItem, ResourceKind } from '@/lib/domain/resource';
import type { ScopeFaults } from './scope-faults';
import type { TenantContext } from './tenant-context';

/** Reads everything of one kind in a tenant. */
export interface KindReader {
  kind: ResourceKind;
  /** The call that lists them; names the source of the facts. */
  operation: string;
  /** Adds what could not be read to `faults`; throws only when the session is aborted, or a `ProviderError`. */
  read(context: TenantContext, faults: ScopeFaults): Promise<InventoryItem[]>;
}
