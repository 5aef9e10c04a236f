import { type Amount, readAmount } from '@/lib/domain/cost/amount';
import type { TransferRoute } from '@/lib/domain/cost/read-transfer';
import type { TransferCut, TransferWay } from '@/lib/domain/cost/transfer-sum';
import type { TransferDay } from './transfer-rows';
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

/** Charges of one way and day, or up to a day. */
export interface TransferFigures {
  rows: number;
  billed: Amount;
  effective: Amount;
  list: Amount;
  contracted: Amount;
  untoldBilled: number;
  untoldEffective: number;
  untoldList: number;
  untoldContracted: number;
  quantity: Amount;
  /** Rows that tell a quantity that counts, and rows that should tell one. */
  toldQuantity: number;
  untoldQuantity: number;
}

/** The ways of one cut, and what they add up to by day since 1970. */
export interface TallyCut {
  cut: TransferCut;
  owner: TransferOwner;
  ways: Map<TransferWay, Map<number, TransferFigures>>;
}

/** Adds up charges for data by every cut. */
export class TransferTally {
  readonly #cuts = new Map<string, TallyCut>();

  constructor(readonly toWays: TransferRouter) {}

  /** Every cut that has rows, with its ways in the order they came in. */
  get cuts(): readonly TallyCut[] {
    return [...this.#cuts.values()];
  }

  add(charge: TransferDay): void {
    const found = this.toWays(charge);
    if (found === null) return;
    const figures = toFigures(charge, found.counts);
    for (const owner of toOwners(charge))
      for (const [cut, way] of found.ways) {
        const days = this.#daysOf(cut, owner, way);
        const sum = days.get(charge.day);
        if (sum === undefined) days.set(charge.day, { ...figures });
        else addFigures(sum, figures);
      }
  }

  #daysOf(cut: TransferCut, owner: TransferOwner, way: TransferWay): Map<number, TransferFigures> {
    const name = `${cut}\n${owner.kind}\n${owner.team}\n${owner.site}`;
    let group = this.#cuts.get(name);
    if (group === undefined) {
      group = { cut, owner, ways: new Map() };
      this.#cuts.set(name, group);
    }
    let days = group.ways.get(way);
    if (days === undefined) {
      days = new Map();
      group.ways.set(way, days);
    }
    return days;
  }
}

function toOwners({ team, site }: TransferDay): TransferOwner[] {
  return [
    { kind: 'all', team: null, site: null },
    ...(team === null ? [] : [{ kind: 'team', team, site: null } as const]),
    ...(site === null ? [] : [{ kind: 'site', team: null, site } as const]),
    ...(team === null || site === null ? [] : [{ kind: 'both', team, site } as const]),
  ];
}

function toFigures(charge: TransferDay, counts: TransferRoute['counts']): TransferFigures {
  const { rows, untold_quantity: untold } = charge;
  const isData = counts === 'data';
  return {
    rows,
    billed: readSum(charge.billed),
    effective: readSum(charge.effective),
    list: readSum(charge.list),
    contracted: readSum(charge.contracted),
    untoldBilled: charge.untold_billed,
    untoldEffective: charge.untold_effective,
    untoldList: charge.untold_list,
    untoldContracted: charge.untold_contracted,
    quantity: isData ? readSum(charge.whole_quantity) + readSum(charge.part_quantity) : 0n,
    toldQuantity: isData ? rows - untold : 0,
    untoldQuantity: isData ? untold : counts === 'either' ? rows : 0,
  };
}

/** Adds to a sum in place. */
export function addFigures(sum: TransferFigures, added: TransferFigures): void {
  sum.rows += added.rows;
  sum.billed += added.billed;
  sum.effective += added.effective;
  sum.list += added.list;
  sum.contracted += added.contracted;
  sum.untoldBilled += added.untoldBilled;
  sum.untoldEffective += added.untoldEffective;
  sum.untoldList += added.untoldList;
  sum.untoldContracted += added.untoldContracted;
  sum.quantity += added.quantity;
  sum.toldQuantity += added.toldQuantity;
  sum.untoldQuantity += added.untoldQuantity;
}

/** Nought where no row tells one: the count of those that do not says so. */
function readSum(text: string | null): Amount {
  return text === null ? 0n : readAmount(text);
}
