import type { TransferRoute } from '@/lib/domain/cost/read-transfer';
import type { TransferCut, TransferWay } from '@/lib/domain/cost/transfer-sum';
import { sortByCode } from '@/lib/store/cost-rollups/arrange-rows';
import type { CodedTransfers } from './code-transfers';
import type { TransferCharge } from './transfer-rows';
import type { TransferRouter } from './transfer-ways';

/**
 * Whose charges are added up: everybody's, a team's, those at a site, or those of a team at a site, by which what a team and a
 * site have in common is told.
 */
export const transferOwners = ['all', 'team', 'site', 'both'] as const;
export interface TransferOwner {
  kind: (typeof transferOwners)[number];
  team: string | null;
  site: string | null;
}

/** One way of a cut: the places of its sums among all, in the order of their days. */
export interface TallyWay {
  way: TransferWay;
  sums: Uint32Array;
}

/** The ways of one cut, in the order they came in. */
export interface TallyCut {
  cut: TransferCut;
  owner: TransferOwner;
  ways: TallyWay[];
}

/** A cut and owner, and the numbers of its ways. */
interface Group {
  cut: TransferCut;
  owner: TransferOwner;
  ways: Map<TransferWay, number>;
}

/** What each charge's quantity counts for; null: it is for no data transfer. */
export type ChargeCounts = readonly (TransferRoute['counts'] | null)[];

/** Tells which sums belong to each cut that has any. Cuts and ways stand in the order of their first sums. */
export function tallyTransfers(
  { charges, count, charge: chargeOf }: Pick<CodedTransfers, 'charges' | 'count' | 'charge'>,
  toWays: TransferRouter,
): { cuts: TallyCut[]; counts: ChargeCounts } {
  const groups = new Map<string, Group>();
  const counts: (TransferRoute['counts'] | null)[] = charges.map(() => null);
  const waysOf: (number[] | undefined)[] = charges.map(() => undefined);
  let wayCount = 0;
  const toNumbers = (charge: TransferCharge, place: number): number[] => {
    const found = toWays(charge);
    if (found === null) return [];
    counts[place] = found.counts;
    const numbers: number[] = [];
    for (const owner of toOwners(charge))
      for (const [cut, way] of found.ways) {
        const { ways } = groupOf(groups, cut, owner);
        const number = ways.get(way) ?? wayCount++;
        ways.set(way, number);
        numbers.push(number);
      }
    return numbers;
  };
  // Which way and which sum, pair by pair.
  const pairs = { ways: [] as number[], sums: [] as number[] };
  for (let sum = 0; sum < count; sum += 1) {
    const place = chargeOf[sum] as number;
    const ways = waysOf[place] ?? toNumbers(charges[place] as TransferCharge, place);
    waysOf[place] = ways;
    for (const way of ways) {
      pairs.ways.push(way);
      pairs.sums.push(sum);
    }
  }
  const { order, ends } = sortByCode(Uint32Array.from(pairs.ways), wayCount);
  const sums = order.map((pair) => pairs.sums[pair] as number);
  const sumsOf = (way: number) => sums.subarray(way === 0 ? 0 : (ends[way - 1] as number), ends[way] as number);
  const cuts = [...groups.values()].map(({ cut, owner, ways }) => ({
    cut,
    owner,
    ways: [...ways].map(([way, number]) => ({ way, sums: sumsOf(number) })),
  }));
  return { cuts, counts };
}

function groupOf(groups: Map<string, Group>, cut: TransferCut, owner: TransferOwner): Group {
  const name = `${cut}\n${owner.kind}\n${owner.team}\n${owner.site}`;
  const group = groups.get(name) ?? { cut, owner, ways: new Map() };
  groups.set(name, group);
  return group;
}

function toOwners({ team, site }: TransferCharge): TransferOwner[] {
  return [
    { kind: 'all', team: null, site: null },
    ...(team === null ? [] : [{ kind: 'team', team, site: null } as const]),
    ...(site === null ? [] : [{ kind: 'site', team: null, site } as const]),
    ...(team === null || site === null ? [] : [{ kind: 'both', team, site } as const]),
  ];
}
