import type { Gap, ReadResult } from '@/lib/domain/provider-fault';
import type { InventoryItem } from '@/lib/domain/resource';
import type { InventoryScope } from './inventory-scope';

/** PostgreSQL's index entries end at 2,704 bytes; the longest identifiers in use, ARNs, at 2,048. */
const longestNativeId = 2_048;

export interface AdmittedRead {
  /** By native id; of a resource that came twice, the later. */
  items: Map<string, InventoryItem>;
  /** What the provider could not read, and what it read that cannot be so. */
  gaps: Gap[];
}

/** Lets through what belongs to the scope it was read for. A row of another account, kind or region is a gap, not a row. */
export function admitItems(scope: InventoryScope, result: ReadResult<InventoryItem>): AdmittedRead {
  const items = new Map<string, InventoryItem>();
  let foreign = 0;
  for (const item of result.items) {
    if (belongs(item, scope)) items.set(item.nativeId, item);
    else foreign++;
  }
  const gaps: Gap[] = result.completeness.complete ? [] : [...result.completeness.gaps];
  if (foreign > 0)
    gaps.push({
      fault: 'response-unexpected',
      account: scope.account,
      region: scope.region,
      subject: scope.kind,
      message: `${foreign} of ${result.items.length} resources answered for another account, region or kind than was asked, and were not taken.`,
    });
  return { items, gaps };
}

function belongs(item: InventoryItem, scope: InventoryScope): boolean {
  return (
    item.account === scope.account &&
    item.kind === scope.kind &&
    (item.region === scope.region || scope.region === 'global') &&
    item.nativeId !== '' &&
    item.nativeId.length <= longestNativeId
  );
}
