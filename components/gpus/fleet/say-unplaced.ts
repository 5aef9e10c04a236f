import type { GpuFleet } from '@/lib/api/contracts/gpus';
import { formatNumber, formatQuantity } from '@/lib/format/format-number';

type Unplaced = NonNullable<GpuFleet['unplaced']>;

const reasons = {
  unlisted: 'of machines that no inventory lists with GPUs',
  ambiguous: 'that may be of several machines',
  beyond: 'of more GPUs than their machine is known to have',
  unclear: 'by a UUID that no source tells an index of',
} satisfies Record<keyof Unplaced, string>;
const order = ['unlisted', 'ambiguous', 'beyond', 'unclear'] as const;

/** How many measured series are of no GPU that is counted, and why; null where there is none, or it may not be told. */
export function sayUnplaced(unplaced: GpuFleet['unplaced']): string | null {
  if (unplaced === null) return null;
  const found = order.filter((reason) => unplaced[reason] > 0);
  const [only] = found;
  if (only === undefined) return null;
  if (found.length === 1)
    return `${formatQuantity(unplaced[only], 'series', 'series')} ${reasons[only]}: of none of the GPUs counted here.`;
  const sum = found.reduce((total, reason) => total + unplaced[reason], 0);
  const parts = found.map((reason) => `${formatNumber(unplaced[reason])} ${reasons[reason]}`);
  return `${formatQuantity(sum, 'series', 'series')} of none of the GPUs counted here: ${parts.join(', ')}.`;
}
