'use client';
import { PartialNotice } from '@/components/ui/panel-states';
import type { Cost } from '@/lib/api/contracts/cost';
import { formatDay } from '@/lib/format/format-day';
import { judgeComplete, listIncomplete } from './say-complete';

/** One line that says which sources are missing from the range; the reasons stand with the sources. */
export function MissingNotice({ cost }: { cost: Cost }) {
  const judged = judgeComplete(cost);
  const incomplete = listIncomplete(cost.sources);
  if (judged === null || judged.isWhole) return null;
  const names = new Intl.ListFormat('en-GB').format(new Set(incomplete.map(({ title }) => title)));
  return (
    <PartialNotice>
      {incomplete.length} of {cost.sources.length} sources incomplete: {names}. Totals are at least what they say;{' '}
      {judged.day === null ? 'no day of the range is told whole.' : `days are told whole to ${formatDay(judged.day)}.`}
    </PartialNotice>
  );
}
