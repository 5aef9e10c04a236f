import type { Day } from '../../world/bills/calendar';
import type { Bill, BillLine, BillRow, Commitment } from '../../world/bills/charge';
import { type Exact, times, wholeNumber } from '../../world/bills/money';

/** One line item of a Cost and Usage Report. Amounts that do not apply are absent. */
export interface CurItem {
  id: string;
  line: BillLine;
  type:
    | 'Usage'
    | 'DiscountedUsage'
    | 'RIFee'
    | 'SavingsPlanCoveredUsage'
    | 'SavingsPlanNegation'
    | 'SavingsPlanRecurringFee'
    | 'Fee'
    | 'Tax'
    | 'Credit'
    | 'Refund';
  from: Day;
  to: Day;
  term: 'OnDemand' | 'Reserved' | 'Spot' | null;
  purchaseOption: 'No Upfront' | null;
  reservation: string | null;
  savingsPlan: string | null;
  amounts: {
    usage?: Exact;
    unblendedRate?: Exact;
    unblended: Exact;
    netUnblendedRate?: Exact;
    netUnblended: Exact;
    discount?: Exact;
    publicRate?: Exact;
    publicCost?: Exact;
    reservationEffective?: Exact;
    unusedQuantity?: Exact;
    unusedFee?: Exact;
    savingsRate?: Exact;
    savingsEffective?: Exact;
    savingsPromised?: Exact;
    savingsUsed?: Exact;
    savingsFee?: Exact;
  };
}

/**
 * The line items that rows of a bill are in a report. What commitments left unused is told on the rows of their fees, so
 * it is summed over the whole bill; covered usage of a savings plan comes with its negation.
 */
export function toCurItems(bill: Bill, rows: readonly BillRow[]): CurItem[] {
  return rows.flatMap((row, index) => itemsOf(bill, row, index.toString(36)));
}

function itemsOf(bill: Bill, row: BillRow, mark: string): CurItem[] {
  if (row.commitmentStatus === 'Unused') return [];
  const { line, from, to, costs, commitment } = row;
  const common = {
    id: `${line.sku.id.toLowerCase()}${mark}`,
    line,
    from,
    to,
    term: null,
    purchaseOption: null,
    reservation: null,
    savingsPlan: null,
  };
  const flat = { unblended: costs.billed, netUnblended: costs.billed };
  switch (row.category) {
    case 'Tax':
      return [{ ...common, type: 'Tax', amounts: flat }];
    case 'Credit':
    case 'Adjustment':
      return [{ ...common, type: row.isCorrection ? 'Refund' : 'Credit', amounts: flat }];
    case 'Purchase':
      return [
        commitment === null
          ? { ...common, type: 'Fee', amounts: { ...flat, usage: wholeNumber(1) } }
          : feeItem(bill, row, common, commitment),
      ];
    case 'Usage':
      return commitment === null ? [usageItem(row, common)] : coveredItems(row, common, commitment);
  }
}

type Common = Omit<CurItem, 'type' | 'amounts'>;

function usageItem({ line, quantity, contractedPrice, costs }: BillRow, common: Common): CurItem {
  const isSpot = line.spotPrice !== null;
  const unblended = isSpot ? costs.billed : costs.list;
  return {
    ...common,
    type: 'Usage',
    term: isSpot ? 'Spot' : 'OnDemand',
    amounts: {
      ...(quantity !== null && { usage: quantity }),
      unblendedRate: line.spotPrice ?? line.listPrice,
      unblended,
      ...(contractedPrice !== null && { netUnblendedRate: contractedPrice }),
      netUnblended: costs.billed,
      discount: costs.billed - unblended,
      publicRate: line.listPrice,
      publicCost: costs.list,
    },
  };
}

function coveredItems(row: BillRow, common: Common, commitment: Commitment): CurItem[] {
  const { line, quantity, contractedPrice, costs } = row;
  const usage = quantity === null ? {} : { usage: quantity };
  const onDemand = { publicRate: line.listPrice, publicCost: costs.list };
  if (commitment.category === 'Usage') {
    const amounts = { ...usage, unblended: 0n, netUnblended: 0n, ...onDemand, reservationEffective: costs.effective };
    return [
      {
        ...common,
        type: 'DiscountedUsage',
        term: 'Reserved',
        purchaseOption: 'No Upfront',
        reservation: commitment.id,
        amounts,
      },
    ];
  }
  const savingsPlan = commitment.id;
  const savingsRate = times(line.listPrice, commitment.rateOfList ?? wholeNumber(1));
  return [
    {
      ...common,
      type: 'SavingsPlanCoveredUsage',
      term: 'OnDemand',
      savingsPlan,
      amounts: {
        ...usage,
        ...onDemand,
        unblendedRate: line.listPrice,
        unblended: costs.list,
        ...(contractedPrice !== null && { netUnblendedRate: contractedPrice }),
        netUnblended: costs.contracted,
        savingsRate,
        savingsEffective: costs.effective,
      },
    },
    {
      ...common,
      id: `${common.id}n`,
      type: 'SavingsPlanNegation',
      savingsPlan,
      amounts: { ...usage, unblended: -costs.list, netUnblended: -costs.contracted },
    },
  ];
}

function feeItem(bill: Bill, row: BillRow, common: Common, commitment: Commitment): CurItem {
  const { costs, quantity } = row;
  const own = bill.rows.filter((each) => each.commitment === commitment && each.category === 'Usage');
  const unused = own.filter(({ commitmentStatus }) => commitmentStatus === 'Unused');
  const sum = (rows: readonly BillRow[], of: (each: BillRow) => Exact) =>
    rows.reduce((total, each) => total + of(each), 0n);
  const unusedFee = sum(unused, (each) => each.costs.effective);
  const base = {
    ...(quantity !== null && { usage: quantity }),
    unblendedRate: commitment.unitFee,
    unblended: costs.billed,
    netUnblended: costs.billed,
  };
  if (commitment.category === 'Usage') {
    const unusedQuantity = sum(unused, (each) => each.commitmentQuantity ?? 0n);
    return {
      ...common,
      type: 'RIFee',
      term: 'Reserved',
      purchaseOption: 'No Upfront',
      reservation: commitment.id,
      amounts: { ...base, unusedQuantity, unusedFee },
    };
  }
  const savingsUsed = sum(own, (each) => each.costs.effective) - unusedFee;
  return {
    ...common,
    type: 'SavingsPlanRecurringFee',
    savingsPlan: commitment.id,
    amounts: { ...base, savingsPromised: savingsUsed + unusedFee, savingsUsed, savingsFee: costs.billed },
  };
}
