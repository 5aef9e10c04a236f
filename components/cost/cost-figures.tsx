'use client';
import { Badge } from '@/components/ui/badge';
import type { Cost, CostBook } from '@/lib/api/contracts/cost';
import { formatAmount } from '@/lib/domain/cost/amount';
import { costBasisWords, costMetricWords } from '@/lib/format/cost-words';
import { formatDays } from '@/lib/format/format-day';
import { formatChange, formatMoneyChange } from '@/lib/format/format-money';
import { toBookName } from './book-name';
import { CostNote } from './cost-note';
import { FigureMoney } from './money';
import { readAmount } from './to-cost-series';

export interface CostFiguresProps {
  cost: Cost;
  span: { from: string; to: string };
}

/** What was charged in all: a figure for each currency, and for bills and estimates apart. They are never added. */
export function CostFigures({ cost, span }: CostFiguresProps) {
  return (
    <section aria-label="Totals" className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      {cost.books.map((book) => (
        <FigureTile key={toBookName(book)} cost={cost} book={book} span={span} />
      ))}
    </section>
  );
}

function FigureTile({ cost, book, span }: CostFiguresProps & { book: CostBook }) {
  const { total, previous } = book.whole;
  const title = `${costMetricWords[cost.metric].title}, ${book.currency ?? 'no currency told'}`;
  return (
    <section aria-label={title} className="flex flex-col gap-1 rounded-panel border bg-surface px-4 py-3">
      <div className="flex min-h-7 items-center gap-2">
        <h2 className="font-medium text-muted">{title}</h2>
        {book.basis === 'billed' ? null : <Badge>{costBasisWords[book.basis].title}</Badge>}
        <span className="ml-auto">
          <CostNote cost={cost} book={book} title={title} span={span} />
        </span>
      </div>
      <p className="flex flex-wrap items-baseline gap-x-1.5 font-semibold text-figure">
        {total.rows === 0 ? (
          <span className="font-medium text-page text-unknown">No rows in this range</span>
        ) : (
          <>
            {total.atLeast ? <span className="font-normal text-body text-muted">at least</span> : null}
            <FigureMoney figure={{ ...total, atLeast: false }} currency={book.currency} />
          </>
        )}
      </p>
      <p className="text-meta text-muted">{formatDays(span.from, span.to)}</p>
      {previous === null ? null : (
        <p className="text-meta text-muted">
          {previous.rows === 0 ? (
            'Nothing is known of as many days before.'
          ) : (
            <>
              <FigureMoney figure={previous} currency={book.currency} /> in as many days before
              {total.rows === 0 ? '.' : `; ${sayChange(book)}`}
            </>
          )}
        </p>
      )}
    </section>
  );
}

/** The difference, which says little where one of the two is only a floor. */
function sayChange({ whole: { total, previous }, currency }: CostBook): string {
  if (previous === null) return '';
  const [now, before] = [readAmount(total.amount), readAmount(previous.amount)];
  const share = formatChange(now, before);
  const told = `${formatMoneyChange(formatAmount(now - before), currency)}${share === null ? '' : ` (${share})`}`;
  return total.atLeast || previous.atLeast ? `${told} of what is told; both may be incomplete` : told;
}
