import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import type { TransferWay } from '@/lib/domain/cost/transfer-sum';
import { amountBytes, packAmount } from '@/lib/store/cost-rollups/amount-bytes';
import { pack, packSums } from '@/lib/store/cost-rollups/packed-cut';
import { type PackedName, packedNameColumns, packQuantity, quantityBytes, writeWays } from './packed-transfers';
import type { StoredTransferCut, StoredTransferNames } from './stored-sums';
import type { TransferCharge } from './transfer-rows';
import { addFigures, type TallyCut, type TransferFigures, type TransferTally } from './transfer-tally';
import type { TransferRouter } from './transfer-ways';

/** Every cut of a tally: by day, and but for what a team and a site have in common over all days too. */
export function packTransferCuts({ cuts }: TransferTally): StoredTransferCut[] {
  return cuts.flatMap((cut) => {
    const byDay = [...cut.ways].map(([way, days]): RunningWay => ({ way, entries: toRunning(days) }));
    const whole = byDay.map(({ way, entries }) => ({ way, entries: entries.slice(-1) }));
    return [packCut(cut, true, byDay), ...(cut.owner.kind === 'both' ? [] : [packCut(cut, false, whole)])];
  });
}

interface Entry {
  day: number;
  figures: TransferFigures;
}

interface RunningWay {
  way: TransferWay;
  entries: Entry[];
}

/** Each day with what it and the days before add up to, so that any days are the difference of two. */
function toRunning(days: ReadonlyMap<number, TransferFigures>): Entry[] {
  const entries = [...days].sort(([one], [other]) => one - other).map(([day, figures]): Entry => ({ day, figures }));
  entries.forEach(({ figures }, place) => {
    const before = entries[place - 1];
    if (before !== undefined) addFigures(figures, before.figures);
  });
  return entries;
}

function packCut({ cut, owner }: TallyCut, byDay: boolean, ways: readonly RunningWay[]): StoredTransferCut {
  const figures = ways.flatMap(({ entries }) => entries.map((entry) => entry.figures));
  const days = ways.flatMap(({ entries }) => entries.map(({ day }) => day >>> 0));
  const packAmounts = (metric: CostMetric): Uint32Array => {
    const view = new DataView(new ArrayBuffer(figures.length * amountBytes));
    figures.forEach((entry, index) => {
      packAmount(entry[metric], view, index * amountBytes);
    });
    return new Uint32Array(view.buffer);
  };
  const quantities = new Uint8Array(figures.length * quantityBytes);
  const quantityView = new DataView(quantities.buffer);
  figures.forEach(({ quantity }, index) => {
    packQuantity(quantity, quantityView, index * quantityBytes);
  });
  return {
    cut,
    owner: owner.kind,
    team: owner.team,
    site: owner.site,
    by_day: byDay,
    ways: pack(writeWays(ways.map(({ way }) => way))),
    days: pack(Uint32Array.from([...ways.map(({ entries }) => entries.length), ...days])),
    ...packSums({
      rows: Uint32Array.from(figures, ({ rows }) => rows),
      amounts: {
        billed: packAmounts('billed'),
        effective: packAmounts('effective'),
        list: packAmounts('list'),
        contracted: packAmounts('contracted'),
      },
      exponent: 0,
      untold: Uint32Array.from(
        figures.flatMap((one) => [one.untoldBilled, one.untoldEffective, one.untoldList, one.untoldContracted]),
      ),
    }),
    quantities: pack(quantities),
    quantity_rows: pack(Uint32Array.from(figures.flatMap((one) => [one.toldQuantity, one.untoldQuantity]))),
  };
}

/** What the charges of each way are called, and whose they are, each once; null where there is none. */
export function packTransferNames(
  charges: readonly (TransferCharge & { sku: string | null })[],
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
  for (const charge of charges) {
    const name = toName(charge, toWays);
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

function toName(charge: TransferCharge & { sku: string | null }, toWays: TransferRouter): PackedName | null {
  const ways = toWays(charge)?.ways;
  const byRegion = ways?.get('region') ?? ways?.get('unrecognised');
  if (byRegion === undefined) return null;
  const bySite = ways?.get('site') ?? byRegion;
  const { provider, currency, category, service, region, sku, team, site } = charge;
  const { kind, from, to } = byRegion;
  return {
    ...{ provider, currency, category, service, region, sku, team, site },
    ...{ kind, from, to, fromSite: bySite.from, toSite: bySite.to },
  };
}
