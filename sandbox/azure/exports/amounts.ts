import { inCurrency } from '../../world/bills/bill-truth';
import type { Bill } from '../../world/bills/charge';
import { type Exact, text } from '../../world/bills/money';

const written = new WeakMap<Bill, Map<Exact, string>>();

/** An amount in the currency of the bill, as text: most amounts of a bill are there many times. */
export function amountText(bill: Bill, dollars: Exact): string {
  let known = written.get(bill);
  if (known === undefined) {
    known = new Map();
    written.set(bill, known);
  }
  const before = known.get(dollars);
  if (before !== undefined) return before;
  const amount = text(inCurrency(bill, dollars));
  known.set(dollars, amount);
  return amount;
}
