import type { GpuWasteCost } from '@/lib/api/contracts/gpu-waste';
import { type GpuUseTime, measuredGpuTime, totalGpuTime } from '@/lib/domain/cost/gpu-use';
import { formatPercent } from '@/lib/format/format-percent';
import { shareOf } from './waste-figures';

/** How much of a cost, or of hours, is measured. */
export interface Measured {
  /** From 0 to 1; null: there is nothing, or credits turn it round. */
  share: number | null;
  /** Without any, nothing is known of its waste, which is not none. */
  isAny: boolean;
  /** Else what is told of its waste is at least what it says. */
  isAll: boolean;
}

/** How much of a cost is measured. What was not listed is not. */
export function judgeCost({ total, parts, measured, waste }: GpuWasteCost): Measured {
  return {
    share: shareOf(measured, total),
    isAny: waste !== null,
    isAll: waste !== null && parts['not-listed'] === '0' && parts['not-measured'] === '0',
  };
}

/** How much of the accounted hours of listed devices is measured. */
export function judgeTime(time: GpuUseTime): Measured {
  const [all, known] = [totalGpuTime(time), measuredGpuTime(time)];
  return { share: all === 0 ? null : known / all, isAny: known > 0, isAll: known > 0 && known === all };
}

/**
 * What part of a cost was waste, in a sentence: of how much it was measured stands with it, and that bills are missing, of
 * which neither is known.
 */
export function sayWasteShare(cost: GpuWasteCost, areBillsMissing: boolean): string {
  const share = sayShare(cost);
  return areBillsMissing ? `${share} Bills are missing: what they would add to either is not known.` : share;
}

function sayShare(cost: GpuWasteCost): string {
  const { share, isAll } = judgeCost(cost);
  if (cost.waste === null) return 'Its share is not known: nothing of the GPU cost is measured.';
  const ofAll = shareOf(cost.waste, cost.total);
  if (ofAll === null) return 'Its share is not known.';
  if (isAll) return `${formatPercent(ofAll)} of the GPU cost.`;
  const ofMeasured = shareOf(cost.waste, cost.measured);
  const floor = `At least ${formatPercent(ofAll)} of the GPU cost`;
  if (share === null || ofMeasured === null) return `${floor}, which is not measured whole.`;
  return `${floor}: ${formatPercent(ofMeasured)} of the ${formatPercent(share)} of it that is measured.`;
}
