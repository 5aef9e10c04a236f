import { daysIn, startOfDay } from '../../world/bills/calendar';
import type { Exact } from '../../world/bills/money';
import type { Charge } from './charges';

const gibibyte = 2n ** 30n;

/** How a quantity is counted: in the unit it is priced in, and in the smaller one it is metered in. */
interface Counted {
  amount: Exact;
  unit: string;
  inPricingUnits: Exact;
  pricingUnit: string;
}

/** The usage of a charge; null for what is not counted. */
export function usageOf({ row, quantity }: Charge): Counted | null {
  if (quantity === null) return null;
  const pricingUnit = row.line.sku.unit;
  const counted = { inPricingUnits: quantity, pricingUnit };
  switch (pricingUnit) {
    case 'hour':
      return { ...counted, amount: quantity * 3600n, unit: 'seconds' };
    case 'second':
      return { ...counted, amount: quantity, unit: 'seconds' };
    case 'gibibyte':
      return { ...counted, amount: quantity * gibibyte, unit: 'bytes' };
    case 'gibibyte month':
      return { ...counted, amount: quantity * gibibyte * BigInt(daysIn(row.from) * 86_400), unit: 'byte-seconds' };
    default:
      return { amount: quantity, unit: 'requests', inPricingUnits: quantity, pricingUnit: 'count' };
  }
}

/** Midnight of a day where invoices are made, in California. */
export function pacificMidnight(day: string): Date {
  const midnight = startOfDay(day).getTime();
  const at = new Date(midnight + 7 * 3_600_000);
  const hour = pacificHour.format(at);
  return hour === '00' ? at : new Date(midnight + 8 * 3_600_000);
}

const pacificHour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', timeZone: 'America/Los_Angeles' });
