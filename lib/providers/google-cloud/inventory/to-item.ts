import type { InventoryItem } from '@/lib/domain/resource';
import type { Asset } from './asset';
import type { AssetKind } from './asset-kind';
import { lastPart, toPlace } from './to-place';
import { toRaw } from './to-raw';

/** An asset as an item, and what could not be read of it. */
export interface ReadAsset {
  item: InventoryItem;
  /** Null when its document told all it should. */
  trouble: DocumentTrouble | null;
}

/** What may be wrong with an asset's document. */
export type DocumentTrouble = 'DocumentMissing' | 'DocumentUnreadable';

/** `name`: the asset's full resource name. An asset whose document is missing or unlike the API's is named all the same. */
export function toItem(asset: Asset, name: string, { assetType, kind, read }: AssetKind, account: string): ReadAsset {
  const { data, location } = asset.resource ?? {};
  const identity = { kind, nativeId: name, nativeType: assetType, account, ...toPlace(location, name) };
  try {
    const { name: called, ...facts } = read(data, name);
    const shown = called === undefined || called.trim() === '' ? lastPart(name) : called;
    return { item: { ...identity, name: shown, ...facts, detailed: true, raw: toRaw(data) }, trouble: null };
  } catch {
    return {
      item: {
        ...identity,
        name: lastPart(name),
        status: 'unknown',
        nativeStatus: null,
        size: null,
        accelerators: null,
        tags: null,
        createdAt: null,
        detailed: false,
        raw: toRaw(data ?? {}),
      },
      trouble: data === undefined ? 'DocumentMissing' : 'DocumentUnreadable',
    };
  }
}
