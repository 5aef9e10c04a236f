import type { InventoryItem, ResourceKind } from '@/lib/domain/resource';
import type { RegionContext } from '../connect/region-context';
import type { AwsOperation } from '../permissions/operations';
import type { ScopeFaults } from './scope-faults';

/** Reads everything of one kind in one region of one account. */
export interface KindReader {
  kind: ResourceKind;
  /** The operation that lists them; names the source of the facts. */
  listing: AwsOperation;
  /** Adds what could not be read to `faults`; throws only when the session is aborted, or a `ProviderError`. */
  read(context: RegionContext, faults: ScopeFaults): Promise<InventoryItem[]>;
}
