import type { InventoryItem } from '@/lib/domain/resource';
import type { InventoryScope } from '../provider';

export interface ScopeItems {
  scope: InventoryScope;
  items: InventoryItem[];
}

/** Names the scope of an item within its account. */
export function toRegionKind({ region, kind }: Pick<InventoryScope, 'region' | 'kind'>): string {
  return `${region} ${kind}`;
}

/** Items of one account by their scope, as `toRegionKind` names it; `scopes` are among them though nothing be in them. */
export function groupByScope(
  account: string,
  items: readonly InventoryItem[],
  scopes: Iterable<InventoryScope> = [],
): Map<string, ScopeItems> {
  const found = new Map<string, ScopeItems>();
  for (const scope of scopes) found.set(toRegionKind(scope), { scope, items: [] });
  for (const item of items) {
    const key = toRegionKind(item);
    const known = found.get(key);
    if (known) known.items.push(item);
    else found.set(key, { scope: { account, region: item.region, kind: item.kind }, items: [item] });
  }
  return found;
}
