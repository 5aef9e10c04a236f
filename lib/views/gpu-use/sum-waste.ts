import { type GpuCostShare, toKey } from '@/lib/analytics/gpu-use/split-bill';
import type { GpuWasteCost, GpuWasteSums } from '@/lib/api/contracts/gpu-waste';
import { type Amount, addAmounts, formatAmount, multiplyAmount } from '@/lib/domain/cost/amount';
import {
  addGpuTime,
  type GpuCostPart,
  type GpuUseAccount,
  gpuCostParts,
  gpuHourMs,
  isMeasuredPart,
  noGpuTime,
  totalGpuTime,
} from '@/lib/domain/cost/gpu-use';
import type { HourPrice } from './list-prices';

/** What there is to be summed up, and how it is told what has no bill. */
export interface WasteFacts {
  accounts: readonly GpuUseAccount[];
  shares: readonly GpuCostShare[];
  /** The books that bill a day and place, by `toKey`, each as `toBook` names it. */
  booksOf: ReadonlyMap<string, ReadonlySet<string>>;
  priceOf: (place: GpuUseAccount) => HourPrice | null;
}

/** Names a currency on a basis. */
export function toBook({ basis, currency }: Pick<GpuCostShare, 'basis' | 'currency'>): string {
  return JSON.stringify([basis, currency]);
}

/** Sums time and costs up; each currency and basis apart. */
export function sumWaste({ accounts, shares, booksOf, priceOf }: WasteFacts): GpuWasteSums {
  const unbilled = accounts.filter((account) => !booksOf.has(toKey(account)));
  return {
    time: accounts.reduce((sum, { time }) => addGpuTime(sum, time), noGpuTime),
    costs: [...Map.groupBy(shares, toBook)]
      .map(([book, own]) => {
        const billed = accounts.filter((account) => booksOf.get(toKey(account))?.has(book) === true);
        const useful = billed.reduce((sum, { time }) => sum + time.useful, 0);
        return toCost(own, useful);
      })
      .flatMap((one) => one ?? [])
      .sort((one, other) => (one.size === other.size ? 0 : one.size > other.size ? -1 : 1))
      .map(({ cost }) => cost),
    unbilled: toUnbilled(unbilled, priceOf),
  };
}

function toCost(shares: readonly GpuCostShare[], usefulMs: number): { size: Amount; cost: GpuWasteCost } | null {
  const [first] = shares;
  if (first === undefined) return null;
  // One by one: a year has more shares than a call may have arguments.
  const sumOf = (part: GpuCostPart) =>
    shares.reduce((sum, share) => (share.part === part ? sum + share.amount : sum), 0n);
  const parts = {
    useful: sumOf('useful'),
    'thrown-away': sumOf('thrown-away'),
    idle: sumOf('idle'),
    'not-allocated': sumOf('not-allocated'),
    'not-listed': sumOf('not-listed'),
    'not-measured': sumOf('not-measured'),
  };
  const total = addAmounts(...gpuCostParts.map((part) => parts[part]));
  const known = gpuCostParts.filter(isMeasuredPart);
  const measured = addAmounts(...known.map((part) => parts[part]));
  const isAnyMeasured = known.some((part) => parts[part] !== 0n);
  const waste = addAmounts(parts['thrown-away'], parts.idle, parts['not-allocated']);
  const ratio = { numerator: BigInt(gpuHourMs), denominator: BigInt(usefulMs) };
  return {
    size: total < 0n ? -total : total,
    cost: {
      basis: first.basis,
      currency: first.currency,
      total: formatAmount(total),
      parts: {
        useful: formatAmount(parts.useful),
        'thrown-away': formatAmount(parts['thrown-away']),
        idle: formatAmount(parts.idle),
        'not-allocated': formatAmount(parts['not-allocated']),
        'not-listed': formatAmount(parts['not-listed']),
        'not-measured': formatAmount(parts['not-measured']),
      },
      measured: formatAmount(measured),
      waste: isAnyMeasured ? formatAmount(waste) : null,
      perUsefulHour: usefulMs === 0 ? null : formatAmount(multiplyAmount(measured, ratio, 'half-even')),
    },
  };
}

function toUnbilled(accounts: readonly GpuUseAccount[], priceOf: WasteFacts['priceOf']): GpuWasteSums['unbilled'] {
  const estimates = new Map<string, { amount: Amount; ms: number }>();
  let all = 0;
  for (const account of accounts) {
    const ms = totalGpuTime(account.time);
    all += ms;
    const price = priceOf(account);
    if (price === null) continue;
    const known = estimates.get(price.currency) ?? { amount: 0n, ms: 0 };
    const amount = multiplyAmount(price.amount, { numerator: BigInt(ms), denominator: BigInt(gpuHourMs) }, 'half-even');
    estimates.set(price.currency, { amount: known.amount + amount, ms: known.ms + ms });
  }
  return {
    ms: all,
    estimates: [...estimates].map(([currency, { amount, ms }]) => ({ currency, amount: formatAmount(amount), ms })),
  };
}
