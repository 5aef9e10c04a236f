'use client';
import { Fragment } from 'react';
import { Badge } from '@/components/ui/badge';
import type { Cost, CostBook } from '@/lib/api/contracts/cost';
import { costBasisWords, costMetricWords, costTimeWords } from '@/lib/format/cost-words';
import { formatDays } from '@/lib/format/format-day';
import { formatMoneyChange } from '@/lib/format/format-money';
import { toBookName } from './book-name';
import { FigureTile } from './figure-tile';
import { judgeChange, sayIncomplete } from './judge-change';
import { FigureMoney, Money } from './money';
import { findConversion } from './say-conversion';
import { toCostNote } from './to-cost-note';

export interface CostFiguresProps {
  cost: Cost;
  span: { from: string; to: string };
}

/** What was charged in all: a figure for each currency, and for bills and estimates apart. They are never added. */
export function CostFigures({ cost, span }: CostFiguresProps) {
  return (
    <section aria-label="Totals" className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      {cost.books.map((book) => (
        <BookTile key={toBookName(book)} cost={cost} book={book} span={span} />
      ))}
    </section>
  );
}

function BookTile({ cost, book, span }: CostFiguresProps & { book: CostBook }) {
  const { total, previous } = book.whole;
  const converted = findConversion(cost, book);
  return (
    <FigureTile
      title={`${costMetricWords[cost.metric].title}, ${book.currency ?? 'no currency told'}`}
      {...toCostNote(cost, book, span)}
      badge={book.basis === 'billed' ? null : <Badge>{costBasisWords[book.basis].title}</Badge>}
      below={
        <>
          <p>
            {costTimeWords[cost.time].title}, {formatDays(span.from, span.to)}
          </p>
          {previous === null ? null : (
            <p className="mt-1">
              {previous.rows === 0 ? (
                `Nothing is known of ${costTimeWords[cost.time].before}.`
              ) : (
                <>
                  <FigureMoney figure={previous} currency={book.currency} /> in {costTimeWords[cost.time].before}
                  {total.rows === 0 ? '.' : `; ${sayChange(book)}`}
                </>
              )}
            </p>
          )}
          {converted === null ? null : <ConvertedLine converted={converted} currency={book.currency} />}
        </>
      }
    >
      {total.rows === 0 ? (
        <span className="font-medium text-page text-unknown">No rows in this range</span>
      ) : (
        <>
          {total.atLeast && total.amount !== null ? (
            <span className="font-normal text-body text-muted">at least</span>
          ) : null}
          <FigureMoney figure={{ ...total, atLeast: false }} currency={book.currency} />
        </>
      )}
    </FigureTile>
  );
}

type Converted = NonNullable<ReturnType<typeof findConversion>>;

/** What was billed in which currency, and what of the change is exchange rates alone. */
function ConvertedLine({ converted, currency }: { converted: Converted; currency: string | null }) {
  const { from, ratesEffect } = converted;
  return (
    <p className="mt-1">
      {from.map((origin, index) => (
        <Fragment key={origin.currency}>
          {index === 0 ? 'Billed as ' : index === from.length - 1 ? ' and ' : ', '}
          <Money amount={origin.amount} currency={origin.currency} />
        </Fragment>
      ))}
      .{ratesEffect === null ? '' : ` Of the change ${formatMoneyChange(ratesEffect, currency)} is exchange rates.`}
    </p>
  );
}

/** The difference, which says little where one of the two is only a floor. */
function sayChange({ whole, currency }: CostBook): string {
  const change = judgeChange(whole);
  if (change === null) return whole.previous === null ? '' : 'the change is not known';
  // The line may not break between the sign and its amount.
  const difference = formatMoneyChange(change.difference, currency).replace('-', '-\u2060');
  const told = `${difference}${change.share === null ? '' : ` (${change.share})`}`;
  return change.incomplete === null ? told : `${told} of what is told; ${sayIncomplete(change.incomplete)}`;
}
