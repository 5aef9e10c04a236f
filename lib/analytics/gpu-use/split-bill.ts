import { type Amount, multiplyAmount, splitAmount } from '@/lib/domain/cost/amount';
import type { CostBasis } from '@/lib/domain/cost/billing-delivery';
import {
  type GpuCostPart,
  type GpuUseAccount,
  type GpuUseState,
  gpuUseStates,
  toBillingProvider,
  totalGpuTime,
} from '@/lib/domain/cost/gpu-use';

/** What a bill says of GPUs of one kind in one place on one day. */
export interface GpuBill {
  day: string;
  /** As the ledger has it; null: none is told. */
  provider: string | null;
  site: string | null;
  gpuModel: string;
  basis: CostBasis;
  currency: string | null;
  amount: Amount;
}

/** A part of a bill. */
export interface GpuCostShare extends GpuBill {
  part: GpuCostPart;
  /** Whose time it paid for; null: no team's, or not known. */
  team: string | null;
}

/** What of a bill is for what was bought ahead, or bought and not used. */
export interface UnusedPart {
  amount: Amount;
  /** The bill is for nothing else, so that it is no price of any device's time. */
  isAll: boolean;
}

/** What bills are held against. */
export interface GpuGround {
  accounts: readonly GpuUseAccount[];
  /** How much of a day was accounted at all, in milliseconds. */
  coveredMs: (day: string) => number;
  /** The time that bills of a day, place and basis tell, in milliseconds of a device; null: they tell none. */
  billedMs: (bill: Place & Pick<GpuBill, 'basis'>) => bigint | null;
  /** What of a bill is for no hour of any device; null: nothing is. */
  unused: (bill: GpuBill) => UnusedPart | null;
}

type Place = Pick<GpuBill, 'day' | 'provider' | 'site' | 'gpuModel'>;
const dayMs = 86_400_000;

/**
 * Splits bills over what became of the devices that they are for: each bill over the accounts of its day, provider, site and
 * GPU model in proportion to their time, and over the time of that day that was not accounted. Where a bill tells more time
 * than was listed while hours were accounted, the rest of it was not listed. The shares of a bill add up to it to the last
 * digit. What was bought and not used is in no proportion to any time: it is put beside what was not listed. A bill without
 * accounts and without hours is not measured.
 */
export function splitGpuBills(bills: readonly GpuBill[], ground: GpuGround): GpuCostShare[] {
  const { accounts, coveredMs, billedMs, unused } = ground;
  const found = Map.groupBy(accounts, toKey);
  return bills.flatMap((bill): GpuCostShare[] => {
    const own = found.get(toKey(bill)) ?? [];
    const spare = unused(bill);
    if (spare?.isAll === true) return [{ ...bill, part: 'not-listed', team: null }];
    const beside: GpuCostShare[] =
      spare === null ? [] : [{ ...bill, part: 'not-listed', team: null, amount: spare.amount }];
    const used = toUsed(bill, spare);
    const { perMs, listed, notListed, notCovered } = toWeights(
      own.reduce((sum, { time }) => sum + totalGpuTime(time), 0),
      coveredMs(bill.day),
      billedMs(bill),
    );
    const parts: { team: string | null; part: GpuCostPart; weight: bigint }[] =
      listed === 0n
        ? []
        : own.flatMap(({ team, time }) =>
            gpuUseStates.map((state) => ({ team, part: toPart(state), weight: BigInt(time[state]) * perMs })),
          );
    parts.push({ team: null, part: 'not-listed', weight: notListed });
    parts.push({ team: null, part: 'not-measured', weight: notCovered });
    const amounts = splitAmount(
      used,
      parts.map(({ weight }) => weight),
    );
    if (amounts === null) return [...beside, { ...bill, part: 'not-measured', team: null, amount: used }];
    const split = parts.flatMap(({ team, part }, index): GpuCostShare[] => {
      const amount = amounts[index];
      return amount === undefined || amount === 0n ? [] : [{ ...bill, part, team, amount }];
    });
    return [...split, ...beside];
  });
}

function toUsed({ amount }: GpuBill, spare: UnusedPart | null): Amount {
  return spare === null ? amount : amount - spare.amount;
}

/** How a bill weighs on a millisecond that was listed, on all of them, and on the time that was not listed or not accounted. */
function toWeights(listedMs: number, coveredMs: number, billedMs: bigint | null) {
  const covered = BigInt(Math.min(dayMs, Math.max(0, coveredMs)));
  const [listed, day] = [BigInt(listedMs), BigInt(dayMs)];
  const notListed = billedMs === null ? 0n : billedMs * covered - listed * day;
  if (billedMs === null || notListed <= 0n)
    return { perMs: covered, listed: listed * covered, notListed: 0n, notCovered: listed * (day - covered) };
  return { perMs: day, listed: listed * day, notListed, notCovered: billedMs * (day - covered) };
}

function toPart(state: GpuUseState): GpuCostPart {
  return state === 'unknown' ? 'not-measured' : state;
}

/** What a bill and an account have in common. */
export function toKey({ day, provider, site, gpuModel }: Place): string {
  return JSON.stringify([day, toBillingProvider(provider), site, gpuModel]);
}

/** What some time of devices cost by the bills of their day and place; empty: no bill tells of them. */
export type PriceOfTime = (place: Place, ms: number) => Pick<GpuBill, 'basis' | 'currency' | 'amount'>[];

/** The same share of a bill that `splitGpuBills` gives to so much time, to whomever it belongs; each rounded to 24 digits. */
export function priceTimeByBills(bills: readonly GpuBill[], ground: GpuGround): PriceOfTime {
  const { accounts, coveredMs, billedMs, unused } = ground;
  const priced = bills.filter((bill) => unused(bill)?.isAll !== true);
  const billsOf = Map.groupBy(priced, toKey);
  const listed = new Map(
    [...Map.groupBy(accounts, toKey)].map(([key, own]) => [
      key,
      own.reduce((sum, { time }) => sum + totalGpuTime(time), 0),
    ]),
  );
  return (place, ms) => {
    const key = toKey(place);
    const listedMs = listed.get(key);
    // What no share of a bill is split over has no price, which is not a price of nought.
    if (listedMs === undefined || listedMs === 0 || coveredMs(place.day) <= 0) return [];
    return (billsOf.get(key) ?? []).map((bill) => {
      const { perMs, listed, notListed, notCovered } = toWeights(listedMs, coveredMs(place.day), billedMs(bill));
      const ratio = { numerator: BigInt(ms) * perMs, denominator: listed + notListed + notCovered };
      const { basis, currency } = bill;
      return { basis, currency, amount: multiplyAmount(toUsed(bill, unused(bill)), ratio, 'half-even') };
    });
  };
}
