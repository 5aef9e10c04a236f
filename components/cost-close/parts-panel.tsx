'use client';
import { Copy } from 'lucide-react';
import { sayBook } from '@/components/cost/book-name';
import { Button } from '@/components/ui/button';
import { copyAndTell } from '@/components/ui/copy-text';
import { Panel } from '@/components/ui/panel';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { Close, CloseBook, ClosePart } from '@/lib/api/contracts/cost-close';
import { causeWords } from '@/lib/format/close-words';
import { costDimensionWords, nameCostValue } from '@/lib/format/cost-words';
import { formatQuantity } from '@/lib/format/format-number';
import { toCsv } from '@/lib/format/to-csv';
import { Change, CloseMoney } from './close-money';

const ways = ['provider', 'team', 'service'] as const;
type Way = (typeof ways)[number];
const mostRows = 100;

export interface PartsPanelProps {
  book: CloseBook;
  close: Close;
  by: Way;
  onBy: (by: Way) => void;
  isRefreshing: boolean;
}

/** The month by provider, team or service: then, now, and what changed it most. */
export function PartsPanel({ book, close, by, onBy, isRefreshing }: PartsPanelProps) {
  const parts = { provider: book.byProvider, team: book.byTeam, service: book.byService }[by];
  const shown = parts.slice(0, mostRows);
  return (
    <Panel
      title={`By ${by}`}
      unit={sayBook(book)}
      isRefreshing={isRefreshing}
      menu={
        <span className="flex flex-wrap print:hidden">
          {ways.map((way) => (
            <Button key={way} variant="quiet" size="compact" aria-pressed={way === by} onClick={() => onBy(way)}>
              <span className={way === by ? 'text-text underline underline-offset-4' : undefined}>
                {costDimensionWords[way].title}
              </span>
            </Button>
          ))}
          <Button
            variant="quiet"
            size="compact"
            onClick={() => void copyAndTell(writeCsv(parts, by, book, close), 'CSV')}
          >
            <Copy aria-hidden /> Copy CSV
          </Button>
        </span>
      }
    >
      <TableRegion label={`The month by ${by}`}>
        <Table>
          <thead>
            <tr>
              <HeaderCell isPinned className="pl-4">
                {costDimensionWords[by].title}
              </HeaderCell>
              <HeaderCell isNumeric>As known at the close</HeaderCell>
              <HeaderCell isNumeric>As known now</HeaderCell>
              <HeaderCell isNumeric>Difference</HeaderCell>
              <HeaderCell className="pr-4">Causes</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {shown.map((part) => (
              <PartRow
                key={part.value}
                part={part}
                name={nameCostValue(by, part.value ?? '')}
                currency={book.currency}
                isFloor={close.isFloor}
              />
            ))}
            <PartRow
              part={{ ...book, value: null }}
              name="Total"
              currency={book.currency}
              isFloor={close.isFloor}
              isTotal
            />
          </tbody>
        </Table>
      </TableRegion>
      {parts.length > mostRows ? (
        <p className="px-4 py-2 text-meta text-muted">
          The {mostRows} largest of {formatQuantity(parts.length, by)}; all of them are in the CSV.
        </p>
      ) : null}
    </Panel>
  );
}

interface PartRowProps {
  part: ClosePart;
  name: string;
  currency: string | null;
  /** Whether sources are missing from what is known now. */
  isFloor: boolean;
  isTotal?: boolean;
}

function PartRow({ part, name, currency, isFloor, isTotal = false }: PartRowProps) {
  return (
    <TableRow className={isTotal ? 'font-medium' : undefined}>
      <Cell isPinned className="max-w-96 truncate pl-4">
        {name}
      </Cell>
      <Cell isNumeric>
        <CloseMoney figure={part.closed} currency={currency} />
      </Cell>
      <Cell isNumeric>
        <CloseMoney figure={part.now} currency={currency} isFloor={isFloor} />
      </Cell>
      <Cell isNumeric>
        <Change amount={part.difference} currency={currency} />
      </Cell>
      <Cell className="pr-4 text-muted">
        {part.causes.map(({ cause, amount }, index) => (
          <span key={cause} className="whitespace-nowrap">
            {index === 0 ? null : ', '}
            {causeWords[cause].title} <Change amount={amount} currency={currency} />
          </span>
        ))}
      </Cell>
    </TableRow>
  );
}

/** All digits, a column a cause. */
function writeCsv(parts: readonly ClosePart[], by: Way, book: CloseBook, { month, metric, asOf }: Close): string {
  const causes = book.causes.map(({ cause }) => cause);
  return toCsv(
    [
      'month',
      'cost',
      by,
      'as known at the close',
      'as known now',
      'difference',
      ...causes.map((cause) => causeWords[cause].title),
      'currency',
      'basis',
      'as known on',
    ],
    parts.map((part) => [
      month,
      metric,
      part.value,
      part.closed?.amount ?? null,
      part.now.amount,
      part.difference,
      ...causes.map((cause) => part.causes.find((one) => one.cause === cause)?.amount ?? null),
      book.currency,
      book.basis,
      asOf,
    ]),
  );
}
