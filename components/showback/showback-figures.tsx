'use client';
import { Money } from '@/components/cost/money';
import { Missing } from '@/components/ui/missing';
import type { Showback, ShowbackBook } from '@/lib/api/contracts/showback';
import { readAmount } from '@/lib/domain/cost/amount';
import { formatDays } from '@/lib/format/format-day';
import { formatShare } from '@/lib/format/format-money';
import { addColumn } from './showback-lines';
import { ShowbackNote } from './showback-note';

/** How much of a month is borne by somebody: the whole, teams, nobody, idle. Nothing where the whole may not be seen. */
export function ShowbackFigures({ showback, book }: { showback: Showback; book: ShowbackBook }) {
  const { whole, teams, unallocated, idle, unsplit } = book;
  if (whole === null) return null;
  const borne = addColumn(teams.map(({ total }) => total.amount));
  const nobody = addColumn([unallocated?.total.amount ?? null, ...unsplit.map(({ amount }) => amount)]);
  const idleWhy =
    showback.idle.measured === null
      ? 'Not measured on these days'
      : showback.idle.treatment === 'spread'
        ? 'Spread over the teams'
        : 'Nothing idle is known';
  return (
    <section aria-label="In all" className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <Tile title="Whole" amount={whole.amount} why="No row tells it" {...{ showback, book }} />
      <Tile title="Borne by teams" amount={borne} why="No team bears anything" {...{ showback, book }} />
      <Tile title="Borne by nobody" amount={nobody} why="Everything is allocated" {...{ showback, book }} />
      <Tile title="Idle GPUs" amount={idle?.amount ?? null} why={idleWhy} {...{ showback, book }} />
    </section>
  );
}

interface TileProps {
  showback: Showback;
  title: string;
  amount: string | null;
  book: ShowbackBook;
  why: string;
}

function Tile({ showback, title, amount, book: { whole, currency }, why }: TileProps) {
  const all = whole?.amount ?? null;
  const share = amount === null || all === null ? null : formatShare(readAmount(amount), readAmount(all));
  return (
    <section aria-label={title} className="flex flex-col gap-1 rounded-panel border bg-surface px-4 py-3">
      <div className="flex min-h-7 items-center gap-2">
        <h2 className="font-medium text-muted">{title}</h2>
        <span className="ml-auto">
          <ShowbackNote showback={showback} title={title} />
        </span>
      </div>
      <p className="flex flex-wrap items-baseline gap-x-1.5 font-semibold text-figure">
        {amount === null ? (
          <Missing reason={why} />
        ) : (
          <>
            {whole?.atLeast ? <span className="font-normal text-body text-muted">at least</span> : null}
            <Money amount={amount} currency={currency} />
          </>
        )}
      </p>
      <p className="text-meta text-muted">
        {amount === null
          ? why
          : amount === all
            ? formatDays(showback.from, showback.to)
            : share === null
              ? null
              : `${share} of the whole`}
      </p>
    </section>
  );
}
