import type { InventoryItem } from '@/lib/domain/resource';
import { ProviderError } from '../../contract/provider-error';
import type { Asset } from './asset';
import type { AssetKind } from './asset-kind';
import { lastPart, toPlace } from './to-place';
import { toRaw } from './to-raw';

/** An asset as an item, and what could not be read of it. */
export interface ReadAsset {
  item: InventoryItem;
  /** Null when its document told all it should. */
  fault: ProviderError | null;
}

/** `name`: the asset's full resource name. An asset whose document is missing or unlike the API's is named all the same. */
export function toItem(asset: Asset, name: string, { assetType, kind, read }: AssetKind, account: string): ReadAsset {
  const { data, location } = asset.resource ?? {};
  const identity = { kind, nativeId: name, nativeType: assetType, account, ...toPlace(location, name) };
  try {
    const { name: called, ...facts } = read(data);
    const shown = called === undefined || called.trim() === '' ? lastPart(name) : called;
    return { item: { ...identity, name: shown, ...facts, detailed: true, raw: toRaw(data) }, fault: null };
  } catch (error) {
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
      fault: new ProviderError({
        kind: 'response-unexpected',
        code: data === undefined ? 'DocumentMissing' : 'DocumentUnreadable',
        operation: 'cloudasset:assets.list',
        message: `cloudasset:assets.list listed a ${assetType} ${data === undefined ? 'without its document' : 'whose document could not be read'}.`,
        remedy: 'Wait for the next collection; if it lasts, report it to Google.',
        cause: error,
      }),
    };
  }
}
