import type { RequestedAccelerators } from '@/lib/domain/workload';
import { formatNumber } from '@/lib/format/format-number';

/** The accelerators that a piece of work asks for, in a few words. */
export function sayRequested(requested: readonly RequestedAccelerators[]): string {
  if (requested.length === 0) return 'None';
  return requested
    .map(({ model, count }) => {
      if (count === null) return `${model ?? 'Any model'}, how many is not told`;
      return model === null ? `${formatNumber(count)} of any model` : `${formatNumber(count)} × ${model}`;
    })
    .join(', ');
}
