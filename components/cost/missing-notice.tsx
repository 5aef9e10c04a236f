'use client';
import { PartialNotice } from '@/components/ui/panel-states';
import type { Cost } from '@/lib/api/contracts/cost';
import { formatDay } from '@/lib/format/format-day';
import { formatQuantity } from '@/lib/format/format-number';
import { nameEach } from '@/lib/format/name-each';
import { judgeComplete, listIncomplete } from './say-complete';

/** One line that says which sources are missing from the range; the reasons stand with the sources. */
export function MissingNotice({ cost }: { cost: Pick<Cost, 'sources' | 'steps'> }) {
  const judged = judgeComplete(cost);
  const incomplete = listIncomplete(cost.sources);
  if (judged === null || judged.isWhole) return null;
  return (
    <PartialNotice>
      {incomplete.length} of {formatQuantity(cost.sources.length, 'billing source')} incomplete:{' '}
      {nameEach(incomplete.map(({ title }) => title))}. Totals are at least what they say;{' '}
      {judged.day === null ? 'no day of the range is told whole.' : `days are told whole to ${formatDay(judged.day)}.`}
    </PartialNotice>
  );
}
