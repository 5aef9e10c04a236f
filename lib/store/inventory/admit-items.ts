import type { Gap, ReadResult } from '@/lib/domain/provider-fault';
import type { InventoryItem } from '@/lib/domain/resource';
import type { InventoryScope } from './inventory-scope';
import { toStorableText } from './storable-text';

/** PostgreSQL's index entries end at 2,704 bytes; the longest identifiers in use, ARNs, at 2,048. */
const longestNativeId = 2_048;

interface ListedRead {
  scope: InventoryScope;
  /** The listing came to its end. */
  listed: boolean;
  result: ReadResult<InventoryItem>;
}

export interface AdmittedRead {
  /** By native id as it is stored; of a resource that came twice, the later. */
  items: Map<string, InventoryItem>;
  /** What the provider could not read, and what it read that cannot be so. */
  gaps: Gap[];
  /** The items name all there is. */
  listed: boolean;
}

/** Lets through what belongs to the scope it was read for. A row of another account, kind or region is a gap, not a row. */
export function admitItems({ scope, listed, result }: ListedRead): AdmittedRead {
  const items = new Map<string, InventoryItem>();
  let foreign = 0;
  for (const item of result.items) {
    if (belongs(item, scope)) items.set(toStorableText(item.nativeId), item);
    else foreign++;
  }
  const gaps = result.completeness.complete ? [] : result.completeness.gaps;
  if (foreign > 0) return { items, gaps: [...gaps, toForeignGap(scope, foreign, result.items.length)], listed: false };
  return { items, gaps: listed ? gaps.map((gap) => ({ ...gap, detailOnly: true })) : [...gaps], listed };
}

function toForeignGap({ account, region, kind }: InventoryScope, foreign: number, read: number): Gap {
  return {
    fault: 'response-unexpected',
    account,
    region,
    subject: kind,
    message: `${foreign} of ${read} resources answered for another account, region or kind than was asked, and were not taken.`,
  };
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
