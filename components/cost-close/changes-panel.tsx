'use client';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { BridgeBars } from '@/components/charts/draw/bridge-bars';
import { toBridge } from '@/components/charts/prepare/to-bridge';
import { sayBook } from '@/components/cost/book-name';
import { Button } from '@/components/ui/button';
import { copyAndTell } from '@/components/ui/copy-text';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { Close, CloseBook, CloseCause } from '@/lib/api/contracts/cost-close';
import type { ChangeCause } from '@/lib/domain/cost/change-cause';
import { causeWords } from '@/lib/format/close-words';
import { formatNumber } from '@/lib/format/format-number';
import { toCsv } from '@/lib/format/to-csv';
import { Change } from './close-money';

export interface ChangesPanelProps {
  book: CloseBook;
  close: Close;
  /** The cause whose lines are shown; null: none. */
  chosen: ChangeCause | null;
  onCause: (cause: ChangeCause | null) => void;
}

const totalLabel = 'Difference';

/** Why the month costs another sum now: a bridge from the close, and the same as a table. Each cause leads to its lines. */
export function ChangesPanel({ book, close, chosen, onCause }: ChangesPanelProps) {
  const [isTable, setIsTable] = useState(false);
  const bridge = toBridge(
    book.causes.map(({ cause, amount }) => ({ key: cause, label: causeWords[cause].title, change: Number(amount) })),
    totalLabel,
  );
  const amounts = new Map<string, string | null>([
    ...book.causes.map(({ cause, amount }): [string, string] => [cause, amount]),
    ['total', book.difference],
  ]);
  const toLabel = (key: string, label: string) => {
    const told = book.causes.find(({ cause }) => cause === key);
    if (told === undefined || close.conversion !== null) return label;
    return <CauseButton told={told} chosen={chosen} onCause={onCause} />;
  };
  return (
    <Panel
      title="Since the close, by cause"
      unit={sayBook(book)}
      menu={
        book.causes.length === 0 ? null : (
          <span className="flex print:hidden">
            <Button variant="quiet" size="compact" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
              {isTable ? 'View as chart' : 'View as table'}
            </Button>
            <Button variant="quiet" size="compact" onClick={() => void copyAndTell(writeCsv(book, close), 'CSV')}>
              <Copy aria-hidden /> Copy CSV
            </Button>
          </span>
        )
      }
    >
      {book.causes.length === 0 ? (
        <EmptyState title="Nothing changed since the close">
          The bills that count are the same, or tell the same of every line.
        </EmptyState>
      ) : isTable || bridge === null ? (
        <CauseTable book={book} toLabel={toLabel} />
      ) : (
        <figure className="flex flex-col gap-3 px-4 py-3">
          <figcaption className="text-meta text-muted">
            From the figure at the close, each bar begins where the one above it ended. They add up to the difference to
            the last digit.{close.conversion === null ? null : ' The lines behind a cause are told as billed.'}
          </figcaption>
          <BridgeBars
            bridge={bridge}
            toLabel={toLabel}
            toFigure={(key) => <Change amount={amounts.get(key) ?? null} currency={book.currency} />}
          />
        </figure>
      )}
    </Panel>
  );
}

interface CauseButtonProps {
  told: CloseCause;
  chosen: ChangeCause | null;
  onCause: ChangesPanelProps['onCause'];
}

function CauseButton({ told: { cause, lines }, chosen, onCause }: CauseButtonProps) {
  const { title, says } = causeWords[cause];
  if (lines === 0) return <span title={says}>{title}</span>;
  return (
    <button
      type="button"
      title={says}
      aria-pressed={cause === chosen}
      className="min-h-6 max-w-full truncate rounded-control text-left text-accent hover:underline aria-pressed:font-semibold"
      onClick={() => onCause(cause === chosen ? null : cause)}
    >
      {title}
    </button>
  );
}

function CauseTable({ book, toLabel }: { book: CloseBook; toLabel: (key: string, label: string) => React.ReactNode }) {
  return (
    <TableRegion label="Changes by cause">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="pl-4">
              Cause
            </HeaderCell>
            <HeaderCell>What it is</HeaderCell>
            <HeaderCell isNumeric>Lines</HeaderCell>
            <HeaderCell isNumeric className="pr-4">
              Change, {book.currency ?? 'no currency told'}
            </HeaderCell>
          </tr>
        </thead>
        <tbody>
          {book.causes.map(({ cause, amount, lines }) => (
            <TableRow key={cause}>
              <Cell isPinned className="whitespace-nowrap pl-4">
                {toLabel(cause, causeWords[cause].title)}
              </Cell>
              <Cell className="text-muted">{causeWords[cause].says}</Cell>
              <Cell isNumeric>{formatNumber(lines)}</Cell>
              <Cell isNumeric className="pr-4">
                <Change amount={amount} currency={book.currency} />
              </Cell>
            </TableRow>
          ))}
          <TableRow className="font-medium">
            <Cell isPinned className="pl-4">
              {totalLabel}
            </Cell>
            <Cell />
            <Cell isNumeric />
            <Cell isNumeric className="pr-4">
              <Change amount={book.difference} currency={book.currency} />
            </Cell>
          </TableRow>
        </tbody>
      </Table>
    </TableRegion>
  );
}

/** All digits, then and now beside the causes. */
function writeCsv(book: CloseBook, { month, metric, asOf }: Close): string {
  const row = (what: string, amount: string | null, lines: number | null) => [
    month,
    metric,
    what,
    amount,
    book.currency,
    book.basis,
    lines,
    asOf,
  ];
  return toCsv(
    ['month', 'cost', 'what', 'amount', 'currency', 'basis', 'lines', 'as known on'],
    [
      row('As known at the close', book.closed?.amount ?? null, null),
      ...book.causes.map(({ cause, amount, lines }) => row(causeWords[cause].title, amount, lines)),
      row('As known now', book.now.amount, null),
    ],
  );
}
