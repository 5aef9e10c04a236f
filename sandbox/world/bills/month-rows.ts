import { dayMs } from '../aws/plan/plan';
import { drawsOf } from '../draws';
import { addMonths, dayOf, daysOf, hoursOf, type Month, startOfDay, startOfMonth } from './calendar';
import type { BilledAccount, BillingProvider, BillRow, Commitment, Costs } from './charge';
import { feeOfHour } from './commitments';
import { commitmentLine, feeLine } from './fee-lines';
import { type Exact, exact, round, times, wholeNumber } from './money';
import type { Terms } from './terms';

/** On which day of the month, or of the next, things are written. */
const creditFrom = 3;
const refundFrom = 12;
const supportFrom = 6;

export interface MonthRequest {
  seed: string;
  provider: BillingProvider;
  month: Month;
  terms: Terms;
  commitments: readonly Commitment[];
  /** When the bill is written. */
  at: Date;
}

type Shape = Pick<BillRow, 'category' | 'frequency' | 'line' | 'from' | 'to' | 'costs'> & Partial<BillRow>;

const rowOf = (shape: Shape): BillRow => ({
  isCorrection: false,
  quantity: null,
  contractedPrice: null,
  commitment: null,
  commitmentStatus: null,
  commitmentQuantity: null,
  ...shape,
});

/** The month's fees of commitments, its credit, and the refund for something that went wrong the month before. */
export function monthRows({ seed, provider, month, terms, commitments, at }: MonthRequest): BillRow[] {
  const period = { from: `${month}-01`, to: `${addMonths(month, 1)}-01` };
  const rows = commitments.map((commitment) => feeRow(commitment, month, terms.places));
  const general = commitments[0]?.service ?? terms.restated.service;
  if (at >= dayOfMonth(month, creditFrom)) {
    const line = feeLine({
      key: 'credit',
      account: terms.payer,
      service: general,
      description: terms.credit.description,
    });
    const costs = same(terms.credit.amount);
    rows.push(rowOf({ category: 'Credit', frequency: 'One-Time', line, ...period, costs }));
  }
  if (at >= dayOfMonth(month, refundFrom)) rows.push(refundRow(seed, provider, month, terms));
  return rows;
}

/** Support, once the month is over, and tax on what the bill holds by then. */
export function rowsOnRows({ month, terms, at }: MonthRequest, rows: readonly BillRow[]): BillRow[] {
  const period = { from: `${month}-01`, to: `${addMonths(month, 1)}-01` };
  const { support, taxShare, payer } = terms;
  const added: BillRow[] = [];
  if (support !== null && at >= dayOfMonth(addMonths(month, 1), supportFrom)) {
    const total = rows.filter(({ costs }) => costs.billed > 0n).reduce((sum, { costs }) => sum + costs.billed, 0n);
    const line = feeLine({
      key: 'support',
      account: payer,
      service: support.service,
      description: support.description,
      unit: 'Dollar',
    });
    const fee = times(total, support.share, 2);
    added.push(
      rowOf({
        category: 'Purchase',
        frequency: 'Recurring',
        line: { ...line, listPrice: fee },
        ...period,
        quantity: wholeNumber(1),
        contractedPrice: fee,
        costs: same(fee),
      }),
    );
  }
  if (taxShare === null) return added;
  for (const [account, taxed] of Map.groupBy(rows.filter(isTaxed), ({ line }) => line.account)) {
    added.push(taxRow(account, taxed, taxShare, period, terms));
  }
  return added;
}

function isTaxed({ category, line }: BillRow): boolean {
  return (category === 'Usage' || category === 'Purchase') && (line.region?.startsWith('eu') ?? false);
}

function taxRow(
  account: BilledAccount,
  taxed: readonly BillRow[],
  share: Exact,
  period: { from: string; to: string },
  { restated }: Terms,
): BillRow {
  const tax = (costOf: (costs: Costs) => Exact) =>
    times(
      taxed.reduce((sum, { costs }) => sum + costOf(costs), 0n),
      share,
      2,
    );
  const billed = tax(({ billed }) => billed);
  const costs = {
    list: tax(({ list }) => list),
    contracted: tax(({ contracted }) => contracted),
    effective: billed,
    billed,
  };
  const line = feeLine({ key: `tax ${account.id}`, account, service: restated.service, description: 'VAT 19 %' });
  return rowOf({ category: 'Tax', frequency: 'Recurring', line, ...period, costs });
}

/** The fee of a whole month, charged on its first day. It is no cost of that day: what it covers is. */
function feeRow(commitment: Commitment, month: Month, places: number): BillRow {
  const hours = wholeNumber(hoursOf(month));
  const promised = times(commitment.perHour, hours);
  const fee = round(times(feeOfHour(commitment), hours), places);
  return rowOf({
    category: 'Purchase',
    frequency: 'Recurring',
    line: commitmentLine(commitment),
    from: `${month}-01`,
    to: `${addMonths(month, 1)}-01`,
    quantity: promised,
    contractedPrice: commitment.unitFee,
    commitment,
    commitmentQuantity: promised,
    costs: { list: fee, contracted: fee, effective: 0n, billed: fee },
  });
}

/** Given back a month late: the row is charged for a day of the month before. */
function refundRow(seed: string, provider: BillingProvider, month: Month, terms: Terms): BillRow {
  const draws = drawsOf(seed, 'refund', provider, month);
  const [first = '', ...others] = daysOf(addMonths(month, -1));
  const from = draws.pick([first, ...others]);
  const { service } = terms.restated;
  const line = feeLine({
    key: `refund ${month}`,
    account: terms.payer,
    service,
    description: `Refund for ${service.name}: service level not met on ${from}`,
  });
  const cents = draws.integer(4_000, 90_000);
  const costs = same(-exact(`${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`));
  const to = dayOf(new Date(startOfDay(from).getTime() + dayMs));
  return rowOf({ category: 'Credit', isCorrection: true, frequency: 'One-Time', line, from, to, costs });
}

function dayOfMonth(month: Month, day: number): Date {
  return new Date(startOfMonth(month).getTime() + (day - 1) * dayMs);
}

function same(amount: Exact): Costs {
  return { list: amount, contracted: amount, effective: amount, billed: amount };
}
