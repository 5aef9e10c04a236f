import type { Gap, ReadResult } from '@/lib/domain/provider-fault';
import type { InventoryItem } from '@/lib/domain/resource';
import type { InventoryScope } from './inventory-scope';
import { toStorableText } from './storable-text';
import type { WrittenPart } from './written-parts';

/** PostgreSQL's index entries end at 2,704 bytes; the longest identifiers in use, ARNs, at 2,048. */
const longestNativeId = 2_048;

interface ListedRead {
  scope: InventoryScope;
  /** The listing came to its end. */
  listed: boolean;
  result: ReadResult<InventoryItem>;
}

/** Resources of a read that belong to its scope. */
export interface TakenItems {
  /** By native id as it is stored; of a resource that came twice, the later. */
  items: Map<string, InventoryItem>;
  /** How many belong elsewhere. */
  foreign: number;
}

export interface AdmittedRead {
  /** By native id as it is stored; of a resource that came twice, the later. */
  items: Map<string, InventoryItem>;
  /** What the provider could not read, and what it read that cannot be so. */
  gaps: Gap[];
  /** The items name all there is. */
  listed: boolean;
}

/** Takes what belongs to the scope it was read for. */
export function takeItems(scope: InventoryScope, read: readonly InventoryItem[]): TakenItems {
  const taken: TakenItems = { items: new Map(), foreign: 0 };
  for (const item of read) {
    if (belongs(item, scope)) taken.items.set(toStorableText(item.nativeId), item);
    else taken.foreign++;
  }
  return taken;
}

/**
 * Lets through what belongs to the scope it was read for. A row of another account, kind or region is a gap, not a row;
 * so it is when it came in a part that was written before.
 */
export function admitItems({ scope, listed, result }: ListedRead, before: WrittenPart): AdmittedRead {
  const { items, foreign: foreignHere } = takeItems(scope, result.items);
  const gaps = result.completeness.complete ? [] : result.completeness.gaps;
  const foreign = before.foreign + foreignHere;
  const read = before.read + result.items.length;
  if (foreign > 0) return { items, gaps: [...gaps, toForeignGap(scope, foreign, read)], listed: false };
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
