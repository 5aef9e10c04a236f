import { type Amount, multiplyAmount } from '@/lib/domain/cost/amount';

/** Of a team's GPU-hours those that are accounted for at all, and of them the idle ones; in one unit. */
export interface IdleHours {
  idle: bigint;
  accounted: bigint;
}

/** What of a GPU cost is idle: the cost times idle hours over hours accounted. Null: no hour is accounted for. */
export function toIdleCost(gpu: Amount, hours: IdleHours | null): Amount | null {
  if (hours === null || hours.accounted === 0n) return null;
  return multiplyAmount(gpu, { numerator: hours.idle, denominator: hours.accounted }, 'half-even');
}
