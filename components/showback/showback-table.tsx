'use client';
import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { sayBook } from '@/components/cost/book-name';
import { FigureMoney, Money } from '@/components/cost/money';
import { Button } from '@/components/ui/button';
import { copyAndTell } from '@/components/ui/copy-text';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { Showback, ShowbackBook } from '@/lib/api/contracts/showback';
import { readAmount } from '@/lib/domain/cost/amount';
import { formatShare } from '@/lib/format/format-money';
import { splitWords } from '@/lib/format/rule-words';
import { toExploreLink } from './explore-link';
import { addColumn, type ShowbackLine, toShowbackLines } from './showback-lines';
import { ShowbackNote } from './showback-note';
import { toShareBar } from './to-share-bar';
import { toShowbackCsv } from './to-showback-csv';

export interface ShowbackTableProps {
  showback: Showback;
  book: ShowbackBook;
  /** The choice of the book, where there is one. */
  choice: ReactNode;
  isRefreshing: boolean;
}

/** Who bears what, and how it came about: own costs, shares of each pool, idle, and what no team bears. */
export function ShowbackTable({ showback, book, choice, isRefreshing }: ShowbackTableProps) {
  const lines = toShowbackLines(showback, book);
  const hasIdle = lines.some(({ idle }) => idle !== null);
  // A pool that nobody of this book has a share in has no column in it.
  const pools = showback.pools
    .map((pool, place) => ({ ...pool, place }))
    .filter(({ place }) => addColumn(lines.map(({ fromPools }) => fromPools[place] ?? null)) !== null);
  return (
    <Panel
      title="By team"
      unit={sayBook(book)}
      isRefreshing={isRefreshing}
      sources={choice}
      menu={
        <>
          <Button
            variant="quiet"
            size="compact"
            onClick={() => void copyAndTell(toShowbackCsv(showback, book, lines), 'CSV')}
          >
            <Copy aria-hidden /> Copy CSV
          </Button>
          <ShowbackNote showback={showback} title="By team" />
        </>
      }
    >
      <TableRegion label="Costs by team">
        <Table>
          <thead>
            <tr>
              <HeaderCell isPinned className="pl-4">
                Team
              </HeaderCell>
              <HeaderCell isNumeric>Own costs</HeaderCell>
              {pools.map(({ name, split }) => (
                <HeaderCell key={name} isNumeric title={splitWords[split].says}>
                  {name}
                </HeaderCell>
              ))}
              {hasIdle ? (
                <HeaderCell isNumeric title="Less what nobody had of its own GPUs; more what is spread to it">
                  Idle GPUs
                </HeaderCell>
              ) : null}
              <HeaderCell isNumeric>Total, {book.currency ?? 'no currency told'}</HeaderCell>
              <HeaderCell isNumeric>Share</HeaderCell>
              <HeaderCell className="w-40 pr-4">
                <span className="sr-only">Bar</span>
              </HeaderCell>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <TableRow key={line.key}>
                <Cell isPinned className="max-w-96 pl-4">
                  <LineName line={line} showback={showback} />
                </Cell>
                <Cell isNumeric className="whitespace-nowrap">
                  {line.direct === null ? (
                    <Missing reason={line.why === null ? 'It has no costs of its own' : 'It is made of other parts'} />
                  ) : (
                    <FigureMoney figure={line.direct} currency={book.currency} />
                  )}
                </Cell>
                {pools.map(({ name, place }) => (
                  <Cell key={name} isNumeric>
                    <Part amount={line.fromPools[place] ?? null} currency={book.currency} reason="It bears no share" />
                  </Cell>
                ))}
                {hasIdle ? (
                  <Cell isNumeric>
                    <Part amount={line.idle} currency={book.currency} reason="Nothing idle is known" />
                  </Cell>
                ) : null}
                <Cell isNumeric className="whitespace-nowrap font-medium">
                  <FigureMoney figure={line.total} currency={book.currency} />
                </Cell>
                <ShareCells line={line} lines={lines} book={book} />
              </TableRow>
            ))}
            {book.whole === null ? null : (
              <TableRow className="font-medium">
                <Cell isPinned className="pl-4">
                  Whole
                </Cell>
                <Cell isNumeric className="whitespace-nowrap">
                  <FigureMoney
                    figure={{ ...book.whole, amount: addColumn(lines.map(({ direct }) => direct?.amount ?? null)) }}
                    currency={book.currency}
                  />
                </Cell>
                {pools.map(({ name, place }) => (
                  <Cell key={name} isNumeric>
                    <Part
                      amount={addColumn(lines.map(({ fromPools }) => fromPools[place] ?? null))}
                      currency={book.currency}
                      reason="No row has any"
                    />
                  </Cell>
                ))}
                {hasIdle ? (
                  <Cell isNumeric>
                    <Part
                      amount={addColumn(lines.map(({ idle }) => idle))}
                      currency={book.currency}
                      reason="No row has any"
                    />
                  </Cell>
                ) : null}
                <Cell isNumeric className="whitespace-nowrap">
                  <FigureMoney figure={book.whole} currency={book.currency} />
                </Cell>
                <Cell isNumeric>100.0%</Cell>
                <Cell className="pr-4" />
              </TableRow>
            )}
          </tbody>
        </Table>
      </TableRegion>
    </Panel>
  );
}

function LineName({ line: { label, team, why }, showback }: { line: ShowbackLine; showback: Showback }) {
  return (
    <span className="flex min-w-0 flex-wrap items-baseline gap-x-2" title={why ?? undefined}>
      {team === null ? (
        <span className="text-muted">{label}</span>
      ) : (
        <TextLink
          href={toExploreLink(showback, team)}
          title={why ?? 'See all its costs in Explore, also those that a pool takes'}
          className="inline-flex min-h-6 items-center truncate"
        >
          {label}
        </TextLink>
      )}
      {why === null ? null : <span className="sr-only">{why}</span>}
    </span>
  );
}

function Part({ amount, currency, reason }: { amount: string | null; currency: string | null; reason: string }) {
  return amount === null ? <Missing reason={reason} /> : <Money amount={amount} currency={currency} />;
}

function ShareCells({
  line: { total, why },
  lines,
  book: { whole },
}: {
  line: ShowbackLine;
  lines: readonly ShowbackLine[];
  book: ShowbackBook;
}) {
  const all = whole?.amount ?? null;
  const share = total.amount === null || all === null ? null : formatShare(readAmount(total.amount), readAmount(all));
  const bar = toShareBar(
    total.amount,
    lines.map((line) => line.total.amount),
  );
  return (
    <>
      <Cell isNumeric>
        {share ?? (
          <Missing reason={whole === null ? 'You may not see the whole' : 'A share of this whole says nothing'} />
        )}
      </Cell>
      <Cell className="pr-4">
        {bar === null ? null : (
          <span
            aria-hidden="true"
            className={`block h-3 rounded-control ${why === null ? 'bg-accent' : 'bg-unknown-mark'}`}
            style={{ width: `${bar}%` }}
          />
        )}
      </Cell>
    </>
  );
}
