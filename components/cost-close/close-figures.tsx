'use client';
import { sayBook } from '@/components/cost/book-name';
import { NotePopover } from '@/components/cost/note-popover';
import { Instant } from '@/components/time/instant';
import { Missing } from '@/components/ui/missing';
import type { Close, CloseBook } from '@/lib/api/contracts/cost-close';
import { formatMonth } from '@/lib/format/close-words';
import { costBasisWords, costMetricWords } from '@/lib/format/cost-words';
import { formatMoneyFully } from '@/lib/format/format-money';
import { Change, CloseMoney } from './close-money';

/** What the month came to at its close beside what it comes to now, the difference, and what its days were charged. */
export function CloseFigures({ close, book }: { close: Close; book: CloseBook }) {
  const known = <Instant at={close.asOf} as="clock" />;
  const metric = costMetricWords[close.metric];
  return (
    <section aria-label="Figures" className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <Tile
        title="As known at the close"
        note={
          <FigureNote
            title="As known at the close"
            definition={`${metric.says} Of everything billed in ${formatMonth(close.month)}, in ${sayBook(book)}.`}
            formula={`The sum of ${metric.column} over the bills that counted at the close. It is kept, and never worked out again.`}
            amount={book.closed?.amount ?? null}
            book={book}
          />
        }
        beneath={
          close.close === null ? (
            'The month was never closed.'
          ) : (
            <>
              Close {close.close.number}, <Instant at={close.close.asOf} as="clock" />
            </>
          )
        }
      >
        <CloseMoney figure={book.closed} currency={book.currency} />
      </Tile>
      <Tile
        title="As known now"
        note={
          <FigureNote
            title="As known now"
            definition={`${metric.says} Of everything billed in ${formatMonth(close.month)}, in ${sayBook(book)}.`}
            formula={`The sum of ${metric.column} over the bills of the month that count now.`}
            amount={book.now.amount}
            book={book}
          />
        }
        beneath={
          <>
            As known {known}
            {close.isFloor ? '; not every source has told all of the month' : ''}
          </>
        }
      >
        <CloseMoney figure={book.now} currency={book.currency} isFloor={close.isFloor} />
      </Tile>
      <Tile
        title="Difference"
        note={
          <FigureNote
            title="Difference"
            definition="What is known now less what was known at the close."
            formula="The causes below add up to it to the last digit."
            amount={book.difference}
            book={book}
          />
        }
        beneath={sayDifference(book.difference)}
      >
        <Change amount={book.difference} currency={book.currency} />
      </Tile>
      <Tile
        title="Charged for its days"
        note={
          <FigureNote
            title="Charged for its days"
            definition={`What was charged for the days of ${formatMonth(close.month)}, whichever month it is billed in. The other figures are by billing month, and differ from it.`}
            formula={`The sum of ${metric.column} over the rows whose charge period begins in the month, UTC, as known ${close.close === null ? 'now' : 'at the close'}.`}
            amount={book.chargeDays}
            book={book}
          />
        }
        beneath={close.close === null ? 'By charge day, as known now' : 'By charge day, as known at the close'}
      >
        {book.chargeDays === null ? (
          <Missing reason={close.isWhole ? 'No row tells it' : 'Not told of a part of the costs'} />
        ) : (
          <CloseMoney
            figure={{ amount: book.chargeDays, untoldRows: 0 }}
            currency={book.currency}
            isFloor={close.close === null && close.isFloor}
          />
        )}
      </Tile>
    </section>
  );
}

function sayDifference(difference: string | null): string {
  if (difference === null) return 'There is no close to compare with.';
  return difference === '0' ? 'Not a cent changed.' : 'Explained below, by cause.';
}

interface TileProps {
  title: string;
  note: React.ReactNode;
  beneath: React.ReactNode;
  children: React.ReactNode;
}

function Tile({ title, note, beneath, children }: TileProps) {
  return (
    <section aria-label={title} className="flex flex-col gap-1 rounded-panel border bg-surface px-4 py-3">
      <div className="flex min-h-7 items-center gap-2">
        <h2 className="font-medium text-muted">{title}</h2>
        <span className="ml-auto print:hidden">{note}</span>
      </div>
      <p className="font-semibold text-figure">{children}</p>
      <p className="text-meta text-muted">{beneath}</p>
    </section>
  );
}

interface FigureNoteProps {
  title: string;
  definition: string;
  formula: string;
  amount: string | null;
  book: CloseBook;
}

function FigureNote({ title, definition, formula, amount, book }: FigureNoteProps) {
  return (
    <NotePopover title={title}>
      <dt>Definition</dt>
      <dd>{definition}</dd>
      <dt>Formula</dt>
      <dd>{formula}</dd>
      <dt>All digits</dt>
      <dd className="wrap-anywhere tabular-nums">
        {amount === null ? 'Not known' : formatMoneyFully(amount, book.currency)}
      </dd>
      <dt>Whose word</dt>
      <dd>{costBasisWords[book.basis].says} Bills and estimates are never added, nor are currencies.</dd>
    </NotePopover>
  );
}
