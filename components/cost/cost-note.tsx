'use client';
import { Info } from 'lucide-react';
import { Instant } from '@/components/time/instant';
import { Button } from '@/components/ui/button';
import { Popover } from '@/components/ui/popover';
import type { Cost, CostBook } from '@/lib/api/contracts/cost';
import { costBasisWords, costMetricWords } from '@/lib/format/cost-words';
import { formatDay, formatDays } from '@/lib/format/format-day';
import { formatMoneyFully } from '@/lib/format/format-money';
import { formatNumber, formatQuantity } from '@/lib/format/format-number';
import { judgeComplete, listIncomplete } from './say-complete';
import { SourceLine } from './source-line';

export interface CostNoteProps {
  cost: Cost;
  book: CostBook;
  title: string;
  span: { from: string; to: string };
}

/** Everything a total has to say of itself: definition, formula, sources and how far they reach, a press away. */
export function CostNote({ cost, book, title, span }: CostNoteProps) {
  const { total } = book.whole;
  const words = costMetricWords[cost.metric];
  return (
    <Popover
      label={`About “${title}”`}
      className="max-h-[80vh] overflow-y-auto"
      trigger={
        <Button variant="quiet" size="compact" aria-label={`About “${title}”`} className="w-7 px-0!">
          <Info aria-hidden />
        </Button>
      }
    >
      <p className="border-b px-4 py-2 font-semibold">{title}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1.5 px-4 py-3 text-table [&>dt]:text-muted">
        <dt>Definition</dt>
        <dd>{words.says}</dd>
        <dt>Formula</dt>
        <dd>
          The sum of <code>{words.column}</code> over {formatQuantity(total.rows, 'row')} charged for{' '}
          {formatDays(span.from, span.to)} UTC. Added exactly, then rounded to the cent, half to even.
        </dd>
        <dt>All digits</dt>
        <dd className="wrap-anywhere tabular-nums">{formatMoneyFully(total.amount, book.currency)}</dd>
        <dt>Whose word</dt>
        <dd>
          {costBasisWords[book.basis].says} Bills and estimates are told apart and never added, nor are currencies.
        </dd>
        {total.untoldRows === 0 ? null : (
          <>
            <dt>Not told</dt>
            <dd>
              Of {formatNumber(total.untoldRows)} rows the bill does not tell this cost. The total is at least this.
            </dd>
          </>
        )}
        <dt>Complete</dt>
        <dd>{sayComplete(cost)}</dd>
        <dt>As known</dt>
        <dd>
          <Instant at={cost.asOf} as="both" />
        </dd>
      </dl>
      <p className="border-t px-4 pt-2 font-medium text-table">Sources</p>
      {cost.sources.length === 0 ? (
        <p className="px-4 py-2 text-muted">None.</p>
      ) : (
        <ul className="flex flex-col divide-y">
          {cost.sources.map((source, index) => (
            <SourceLine key={`${source.title} ${source.source} ${index.toString()}`} source={source} />
          ))}
        </ul>
      )}
    </Popover>
  );
}

/** To which day the range is told whole, in a sentence. */
function sayComplete(cost: Cost): string {
  const judged = judgeComplete(cost);
  if (judged === null) return 'No source tells anything.';
  const incomplete = listIncomplete(cost.sources).length;
  if (judged.isWhole) return `To ${formatDay(judged.day)}, the end of the range.`;
  const names = `${incomplete} of ${formatQuantity(cost.sources.length, 'source')} incomplete`;
  return judged.day === null ? `No day of the range is; ${names}.` : `To ${formatDay(judged.day)}; after it ${names}.`;
}
