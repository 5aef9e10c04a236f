import type { BillLine } from '../../world/bills/charge';
import { type Exact, round, text } from '../../world/bills/money';
import type { Charge } from './charges';
import { type Field, type Value, writeDouble } from './field';

/** A column of a table: its field, and where its values come from. Those of a line are alike in every charge. */
export type Column = { field: Field } & (
  | { of: 'line'; value(line: BillLine, charge: Charge): Value }
  | { of: 'charge'; value(charge: Charge): Value }
);

export const ofLine = (field: Field, value: (line: BillLine, charge: Charge) => Value): Column => ({
  field,
  of: 'line',
  value,
});
export const ofCharge = (field: Field, value: (charge: Charge) => Value): Column => ({ field, of: 'charge', value });

/** As a double's nearest decimal. */
export function floatText(value: Exact): string {
  return writeDouble(Number(text(value)));
}

/** As a NUMERIC, which has nine fractional digits; null stays null. */
export function numericText(value: Exact | null): string | null {
  return value === null ? null : text(round(value, 9));
}

/** An instant as values hold it. */
export function instantOf(at: Date): string {
  return String(at.getTime());
}

/** The cost before credits: usage at its contracted price, whatever else as billed. */
export function costOf({ row, costs }: Charge): Exact {
  if (row.category === 'Usage') return costs.contracted;
  return isPromotion(row) ? 0n : costs.billed;
}

/** What credits take off the cost; 0 where there are none. */
export function creditOf(charge: Charge): Exact {
  return charge.costs.billed - costOf(charge);
}

function isPromotion({ category, isCorrection }: Charge['row']): boolean {
  return category === 'Credit' && !isCorrection;
}

/** The cost at list prices. */
export function listOf(charge: Charge): Exact {
  const { category } = charge.row;
  return category === 'Usage' || category === 'Purchase' ? charge.costs.list : costOf(charge);
}

/** Credits as records of id, full name, type, name and amount, in the order of `creditFields`. */
export function creditsOf(
  charge: Charge,
): { id: string; fullName: string; type: string; name: string; amount: Exact }[] {
  const amount = creditOf(charge);
  if (amount === 0n) return [];
  const { row } = charge;
  const { commitment } = row;
  return commitment
    ? [
        {
          id: commitment.id,
          fullName: `${commitment.type}: ${commitment.name}`,
          type: 'COMMITTED_USAGE_DISCOUNT',
          name: `Committed Usage Discount: ${commitment.name}`,
          amount,
        },
      ]
    : [
        {
          id: row.line.sku.id,
          fullName: row.line.description,
          type: 'PROMOTION',
          name: row.line.description,
          amount,
        },
      ];
}

/** The kind of charge in the vendor's words. */
export function costTypeOf({ row, correction }: Charge): 'regular' | 'tax' | 'adjustment' {
  if (row.category === 'Tax') return 'tax';
  return row.isCorrection || correction !== null ? 'adjustment' : 'regular';
}

/** Id, description, mode and type of an adjustment; all null for what is none. */
export function adjustmentOf({ row, correction }: Charge): [string, string, string, string] | [null, null, null, null] {
  const id = `${row.line.sku.id}-${row.from}`;
  if (row.isCorrection) return [id, row.line.description, 'MANUAL_ADJUSTMENT', 'GOODWILL'];
  if (correction === 'price') return [id, 'Contract price applied', 'PARTIAL_CORRECTION', 'PRICE_CORRECTION'];
  if (correction === 'negation') return [id, 'Usage withdrawn', 'COMPLETE_NEGATION', 'USAGE_CORRECTION'];
  return [null, null, null, null];
}
