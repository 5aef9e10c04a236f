import { type Amount, multiplyAmount } from '@/lib/domain/cost/amount';
import { addTold } from '@/lib/domain/cost/commitment-sum';
import type { TransferEnd } from '@/lib/domain/cost/read-transfer';
import type { TransferSum } from '@/lib/domain/cost/transfer-sum';

/** Money and bytes that went one way. */
export interface TransferFlow {
  /** Null: no row tells it. */
  amount: Amount | null;
  rows: number;
  untold: number;
  /** Null: of none of it the bytes are known. */
  bytes: Amount | null;
  /** Whether the bytes are known of all of it. */
  areBytesWhole: boolean;
  /** Of what both money and bytes are known, the two: what a price is made of. Null: of nothing they are. */
  priced: { amount: Amount; bytes: Amount } | null;
}

/** What went from one end to another; an end null: not told. */
export interface TransferPair extends TransferFlow {
  from: TransferEnd;
  to: TransferEnd;
}

/** Rows and columns are ends, the costliest first, not told last. */
export interface TransferMatrix {
  from: TransferEnd[];
  to: TransferEnd[];
  pairs: TransferPair[];
  total: TransferFlow;
}

/** Puts transfers of one currency and basis in a matrix. Its cells add up to what the transfers do, to the last digit. */
export function toTransferMatrix(sums: readonly TransferSum[]): TransferMatrix {
  const pairs = new Map<string, TransferPair>();
  const from = new Map<TransferEnd, TransferFlow>();
  const to = new Map<TransferEnd, TransferFlow>();
  let total = nothing;
  for (const sum of sums) {
    const flow = toFlow(sum);
    const ends = { from: sum.from, to: sum.to };
    const key = JSON.stringify([ends.from, ends.to]);
    pairs.set(key, { ...ends, ...plus(pairs.get(key) ?? nothing, flow) });
    from.set(ends.from, plus(from.get(ends.from) ?? nothing, flow));
    to.set(ends.to, plus(to.get(ends.to) ?? nothing, flow));
    total = plus(total, flow);
  }
  const costliest = (one: TransferFlow, other: TransferFlow) =>
    compare(size(other), size(one)) || other.rows - one.rows;
  return {
    from: inOrder(from, costliest),
    to: inOrder(to, costliest),
    pairs: [...pairs.values()].sort(
      (one, other) => costliest(one, other) || compareText(toText(one.from, one.to), toText(other.from, other.to)),
    ),
    total,
  };
}

/** What transfers of one currency and basis add up to, whatever their ends. */
export function sumTransfers(sums: readonly TransferSum[]): TransferFlow {
  return sums.reduce((total, sum) => plus(total, toFlow(sum)), nothing);
}

const nothing: TransferFlow = {
  amount: null,
  rows: 0,
  untold: 0,
  bytes: null,
  areBytesWhole: true,
  priced: null,
};

function toFlow({ amount, rows, untold, bytes, untoldQuantity }: TransferSum): TransferFlow {
  const areBytesWhole = bytes !== null && untoldQuantity === 0;
  return {
    amount,
    rows,
    untold,
    bytes,
    areBytesWhole,
    priced: areBytesWhole && amount !== null && untold === 0 ? { amount, bytes } : null,
  };
}

function plus(one: TransferFlow, other: TransferFlow): TransferFlow {
  return {
    amount: addTold(one.amount, other.amount),
    rows: one.rows + other.rows,
    untold: one.untold + other.untold,
    bytes: addTold(one.bytes, other.bytes),
    areBytesWhole: one.areBytesWhole && other.areBytesWhole,
    priced: plusPriced(one.priced, other.priced),
  };
}

function plusPriced(one: TransferFlow['priced'], other: TransferFlow['priced']): TransferFlow['priced'] {
  if (one === null || other === null) return one ?? other;
  return { amount: one.amount + other.amount, bytes: one.bytes + other.bytes };
}

/** What orders flows: of one whose cost is not known nothing is known. */
function size({ amount }: TransferFlow): Amount {
  if (amount === null) return -1n;
  return amount < 0n ? -amount : amount;
}

function inOrder(
  ends: ReadonlyMap<TransferEnd, TransferFlow>,
  costliest: (one: TransferFlow, other: TransferFlow) => number,
): TransferEnd[] {
  return [...ends]
    .sort(
      ([one, first], [other, second]) =>
        Number(one === null) - Number(other === null) ||
        costliest(first, second) ||
        compareText(toText(one), toText(other)),
    )
    .map(([end]) => end);
}

function toText(...ends: TransferEnd[]): string {
  return ends.map((end) => end ?? '').join(' ');
}

function compare(one: Amount, other: Amount): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

const gigabyte = 10n ** 9n;

/** What 10⁹ bytes cost, of what both money and bytes are known; null where that is nothing, or no byte. */
export function toPricePerGigabyte({ priced }: Pick<TransferFlow, 'priced'>): Amount | null {
  if (priced === null || priced.bytes <= 0n) return null;
  return multiplyAmount(priced.amount, { numerator: gigabyte * 10n ** 24n, denominator: priced.bytes }, 'half-even');
}
