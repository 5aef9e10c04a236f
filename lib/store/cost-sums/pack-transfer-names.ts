import { pack } from '@/lib/store/cost-rollups/packed-cut';
import type { CodedTransfers } from './code-transfers';
import { type PackedName, packedNameColumns } from './packed-transfers';
import type { StoredTransferNames } from './stored-sums';
import type { TransferCharge } from './transfer-rows';
import type { TransferRouter } from './transfer-ways';

/** What the charges of each way are called, and whose they are, each once; null where there is none. */
export function packTransferNames(
  { charges, skus }: Pick<CodedTransfers, 'charges' | 'skus'>,
  toWays: TransferRouter,
): StoredTransferNames | null {
  const texts = new Map<string, number>();
  const placeOf = (text: string | null) => {
    if (text === null) return 0;
    const place = texts.get(text) ?? texts.size + 1;
    texts.set(text, place);
    return place;
  };
  const names = new Map<string, number[]>();
  for (const { sku, charge } of skus) {
    const name = toName(charges[charge] as TransferCharge, sku, toWays);
    if (name === null) continue;
    const places = packedNameColumns.map((column) => placeOf(name[column]));
    names.set(places.join(' '), places);
  }
  if (names.size === 0) return null;
  return {
    texts: pack(new TextEncoder().encode(JSON.stringify([...texts.keys()]))),
    names: pack(Uint32Array.from([...names.values()].flat())),
  };
}

function toName(charge: TransferCharge, sku: string | null, toWays: TransferRouter): PackedName | null {
  const ways = toWays(charge)?.ways;
  const byRegion = ways?.get('region') ?? ways?.get('unrecognised');
  if (byRegion === undefined) return null;
  const bySite = ways?.get('site') ?? byRegion;
  const { provider, currency, category, service, region, team, site } = charge;
  const { kind, from, to } = byRegion;
  return {
    ...{ provider, currency, category, service, region, sku, team, site },
    ...{ kind, from, to, fromSite: bySite.from, toSite: bySite.to },
  };
}
