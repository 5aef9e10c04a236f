import { type Amount, multiplyAmount } from '@/lib/domain/cost/amount';

/** What a SKU cost in one unit, and how much of it was used, before and now. Null quantity: no row tells it. */
export interface SkuUse {
  before: { cost: Amount; quantity: Amount | null };
  now: { cost: Amount; quantity: Amount | null };
}

/** A change of costs by what moved. */
export interface MovedBy {
  quantity: Amount;
  price: Amount;
  appeared: Amount;
  gone: Amount;
  untold: Amount;
}

/**
 * The change of costs by what moved: of each SKU what more or less of it would have cost at the price of before, the rest
 * being its price. SKUs that were not there before, or are no more, have no second price. The parts add up exactly.
 */
export function splitByMove(uses: readonly SkuUse[]): MovedBy {
  const moved: MovedBy = { quantity: 0n, price: 0n, appeared: 0n, gone: 0n, untold: 0n };
  for (const { before, now } of uses) {
    const change = now.cost - before.cost;
    if (before.quantity === null && now.quantity === null) moved.untold += change;
    else if (before.quantity === null || before.quantity === 0n)
      if (before.cost === 0n) moved.appeared += change;
      else moved.untold += change;
    else if (now.quantity === null || now.quantity === 0n)
      if (now.cost === 0n) moved.gone += change;
      else moved.untold += change;
    else {
      const more = { numerator: now.quantity - before.quantity, denominator: before.quantity };
      const quantity = multiplyAmount(before.cost, more, 'half-even');
      moved.quantity += quantity;
      moved.price += change - quantity;
    }
  }
  return moved;
}
