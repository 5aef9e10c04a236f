import { dayMs } from '../aws/plan/plan';
import { type Day, dayOf, startOfDay } from './calendar';
import type { BillLine, BillRow, Commitment, Costs, Metered } from './charge';
import { feeOfHour } from './commitments';
import { commitmentLine } from './fee-lines';
import { type Exact, times, wholeNumber } from './money';
import { contractedPrice, type Terms } from './terms';

/** 10⁻¹⁰ */
const least = wholeNumber(1) / 10_000_000_000n;

export interface DayRequest {
  day: Day;
  metered: readonly Metered[];
  terms: Terms;
  commitments: readonly Commitment[];
  /** Whether the month was restated: the larger discount of one service is known. */
  isRestated: boolean;
}

/** The rows of a whole day: what was used, how much of it commitments covered, and what they left unused. */
export function assessDay({ day, metered, terms, commitments, isRestated }: DayRequest): BillRow[] {
  const period = { from: day, to: dayOf(new Date(startOfDay(day).getTime() + dayMs)) };
  const rows: BillRow[] = [];
  let open = metered;
  for (const commitment of commitments) {
    let left = times(commitment.perHour, wholeNumber(24));
    let used: Exact = 0n;
    const uncovered: Metered[] = [];
    for (const each of open) {
      const covered = commitment.covers(each.line) ? coveredPart(commitment, each, left) : 0n;
      if (covered < each.quantity) uncovered.push({ line: each.line, quantity: each.quantity - covered });
      if (covered === 0n) continue;
      const row = usageRow({ ...period, line: each.line, quantity: covered, terms, isRestated, commitment });
      left -= row.commitmentQuantity ?? 0n;
      used += row.costs.effective;
      rows.push(row);
    }
    open = uncovered;
    const fee = times(feeOfHour(commitment), wholeNumber(24));
    if (fee > used) rows.push(unusedRow(commitment, { ...period, left, effective: fee - used }));
  }
  return [
    ...open.map(({ line, quantity }) => usageRow({ ...period, line, quantity, terms, isRestated, commitment: null })),
    ...rows,
  ];
}

/** How much of what was used the rest of a commitment covers; a promise of money covers down to 10⁻¹⁰ units. */
function coveredPart({ rateOfList }: Commitment, { line, quantity }: Metered, left: Exact): Exact {
  if (rateOfList === null) return quantity < left ? quantity : left;
  const rate = times(line.listPrice, rateOfList);
  if (times(rate, quantity, 10) <= left) return quantity;
  return ((left * wholeNumber(1)) / rate / least) * least;
}

interface UsageRequest {
  from: Day;
  to: Day;
  line: BillLine;
  quantity: Exact;
  terms: Terms;
  isRestated: boolean;
  commitment: Commitment | null;
}

/** What a quantity of a line costs, under the commitment that covers it, if any does. */
export function usageRow({ from, to, line, quantity, terms, isRestated, commitment }: UsageRequest): BillRow {
  const price = contractedPrice(terms, line, isRestated);
  const contracted = times(price, quantity, terms.places);
  const list = times(line.listPrice, quantity, terms.places);
  const common = {
    category: 'Usage' as const,
    isCorrection: false,
    frequency: 'Usage-Based' as const,
    line,
    from,
    to,
    quantity,
    contractedPrice: price,
    commitment,
  };
  if (commitment === null) {
    const costs = { list, contracted, effective: contracted, billed: contracted };
    return { ...common, commitmentStatus: null, commitmentQuantity: null, costs };
  }
  const rate = commitment.rateOfList === null ? commitment.unitFee : times(line.listPrice, commitment.rateOfList);
  const effective = times(rate, quantity, terms.places);
  return {
    ...common,
    commitmentStatus: 'Used',
    commitmentQuantity: commitment.category === 'Spend' ? effective : quantity,
    costs: { list, contracted, effective, billed: 0n },
  };
}

function unusedRow(
  commitment: Commitment,
  { from, to, left, effective }: { from: Day; to: Day; left: Exact; effective: Exact },
): BillRow {
  const costs: Costs = { list: 0n, contracted: 0n, effective, billed: 0n };
  return {
    category: 'Usage',
    isCorrection: false,
    frequency: 'Usage-Based',
    line: commitmentLine(commitment),
    from,
    to,
    quantity: null,
    contractedPrice: null,
    commitment,
    commitmentStatus: 'Unused',
    commitmentQuantity: left,
    costs,
  };
}
