import { toBookName } from '@/components/cost/book-name';
import type { GpuWaste, GpuWasteCost, GpuWasteSums } from '@/lib/api/contracts/gpu-waste';
import { parseAmount } from '@/lib/domain/cost/amount';
import type { GpuCostPart } from '@/lib/domain/cost/gpu-use';
import { gpuPartWords } from '@/lib/format/gpu-waste-words';

/** What a sum costs in one book; null: no bill of that book tells of it. */
export function costIn(sums: GpuWasteSums, book: Pick<GpuWasteCost, 'currency' | 'basis'> | null): GpuWasteCost | null {
  if (book === null) return null;
  return sums.costs.find((cost) => toBookName(cost) === toBookName(book)) ?? null;
}

/** Time of listed devices that a part is, in milliseconds of a device; of what was not listed it is none. */
export function timeOf({ time }: GpuWasteSums, part: GpuCostPart): number {
  const { state } = gpuPartWords[part];
  return state === null ? 0 : time[state];
}

/** What a part of a whole makes out of it, from 0 to 1; null where the whole is nothing, or credits turn it round. */
export function shareOf(part: string, whole: string): number | null {
  const [some, all] = [parseAmount(part), parseAmount(whole)];
  if (some === null || all === null || all <= 0n || some < 0n) return null;
  return Number((some * 1_000_000n) / all) / 1_000_000;
}

/** What a figure stands on, as other pages of cost tell it. */
export function toGround({ asOf, sources, days }: GpuWaste) {
  return {
    asOf,
    sources,
    steps: days.map(({ day, unsettled, missing }) => ({ from: day, to: day, unsettled, missing })),
  };
}

const dayMs = 86_400_000;

/** The days that are over and of which not every hour was accounted. */
export function listShortDays({ days, accountedUntil }: Pick<GpuWaste, 'days' | 'accountedUntil'>): GpuWaste['days'] {
  const until = accountedUntil?.slice(0, 10) ?? null;
  return days.filter(({ day, coveredMs }) => coveredMs < dayMs && (until === null || day < until));
}
