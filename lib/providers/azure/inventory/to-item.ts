import type { InventoryItem } from '@/lib/domain/resource';
import { type ResourceRow, subscriptionOf } from './resource-row';
import { toRaw } from './to-raw';

type Required = Pick<InventoryItem, 'kind' | 'status' | 'nativeStatus'>;
type Varying = Pick<InventoryItem, 'size' | 'accelerators' | 'createdAt' | 'links' | 'software'>;

/** A row as an item, with what its kind makes of it; what is not given it does not have. */
export function toItem(row: ResourceRow, facts: Required & Partial<Varying>): InventoryItem {
  return {
    nativeId: row.id,
    nativeType: row.type,
    name: row.name,
    account: subscriptionOf(row.id),
    region: row.location,
    zone: row.zone,
    size: null,
    accelerators: [],
    tags: row.tags,
    createdAt: null,
    detailed: true,
    raw: toRaw(row.document),
    ...facts,
  };
}
