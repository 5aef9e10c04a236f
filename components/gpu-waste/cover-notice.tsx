'use client';
import { Instant } from '@/components/time/instant';
import { Notice } from '@/components/ui/panel-states';
import type { GpuWaste } from '@/lib/api/contracts/gpu-waste';
import { formatDay } from '@/lib/format/format-day';
import { formatQuantity } from '@/lib/format/format-number';
import { listShortDays } from './waste-figures';

/** How much of the range hours were accounted for at all; nothing where all of it was. */
export function CoverNotice({ waste }: { waste: GpuWaste }) {
  const { days, accountedFrom, accountedUntil } = waste;
  if (accountedFrom === null || accountedUntil === null)
    return (
      <Notice tone="unknown">
        No hour of GPUs is accounted yet: what became of what was paid for is not known. The worker does it every few
        minutes, from what the connections measure.
      </Notice>
    );
  const short = listShortDays(waste);
  if (short.length === 0) return null;
  return (
    <Notice tone="unknown">
      Of {formatQuantity(short.length, 'day')} of {days.length} not every hour was accounted; hours are since{' '}
      {formatDay(accountedFrom)}, up to <Instant at={accountedUntil} as="both" />. What was paid for the rest is not
      measured.
    </Notice>
  );
}
