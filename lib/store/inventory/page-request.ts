import type { CollectionState } from './collection-state';
import type { InventoryQuestion } from './inventory-filter';
import type { PagePosition } from './page-cursor';
import type { Sort } from './sort-keys';

/** One page of an inventory list. */
export interface PageRequest {
  question: InventoryQuestion;
  state: CollectionState;
  sort: Sort;
  /** Null: from the start. */
  after: PagePosition | null;
  limit: number;
  /** How many resources match in all; null when that is not known. */
  matching: number | null;
}
