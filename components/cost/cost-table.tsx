'use client';
import { Copy } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { copyAndTell } from '@/components/ui/copy-text';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { CostBook, CostLine } from '@/lib/api/contracts/cost';
import type { CostAxis, CostTimeBasis } from '@/lib/domain/cost/cost-dimension';
import { costTimeWords, nameCostValue, sayCostDimension, toAxisWords } from '@/lib/format/cost-words';
import { formatMoneyChange, formatMoneyFully } from '@/lib/format/format-money';
import { formatQuantity } from '@/lib/format/format-number';
import { sayBook } from './book-name';
import { LineCells } from './cost-line-cells';
import { judgeChange } from './judge-change';
import type { findConversion } from './say-conversion';
import { toCostCsv } from './to-cost-csv';

export interface CostTableProps {
  book: CostBook;
  /** What was converted in it; null: it is as it was billed. */
  conversion: ReturnType<typeof findConversion>;
  by: CostAxis;
  /** Which time the totals are of. */
  time: CostTimeBasis;
  isCompared: boolean;
  isRefreshing: boolean;
  /** Looks into a value; the empty text is what has none. */
  onLook: (value: string) => void;
  /** Where looking leads, in words. */
  leadsTo: string;
}

interface TableLine extends CostLine {
  key: string;
  label: string;
  /** What looking into it narrows to; null where it is many values. */
  value: string | null;
}

/** A book by its values, the largest first, with what has none and what is left in rows of their own. */
export function CostTable({ book, conversion, by, time, isCompared, isRefreshing, onLook, leadsTo }: CostTableProps) {
  const dimension = toAxisWords(by).title;
  const lines = toLines(book, by);
  const title = `By ${sayCostDimension(by)}`;
  return (
    <Panel
      title={title}
      unit={sayBook(book)}
      isRefreshing={isRefreshing}
      menu={
        <Button
          variant="quiet"
          size="compact"
          onClick={() => void copyAndTell(toCostCsv(lines, book, dimension), 'CSV')}
        >
          <Copy aria-hidden /> Copy CSV
        </Button>
      }
    >
      <TableRegion label={`Costs by ${sayCostDimension(by)}`}>
        <Table>
          <thead>
            <tr>
              <HeaderCell isPinned className="pl-4">
                {dimension}
              </HeaderCell>
              <HeaderCell isNumeric>Amount, {book.currency ?? 'no currency told'}</HeaderCell>
              <HeaderCell isNumeric>Share</HeaderCell>
              {isCompared ? (
                <>
                  <HeaderCell isNumeric>{capitalise(costTimeWords[time].before)}</HeaderCell>
                  <HeaderCell isNumeric>Change</HeaderCell>
                  <HeaderCell isNumeric className="pr-4">
                    Change, %
                  </HeaderCell>
                </>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <TableRow key={line.key}>
                <Cell isPinned className="max-w-96 pl-4">
                  {line.value === null ? (
                    <span className="text-muted">{line.label}</span>
                  ) : (
                    <button
                      type="button"
                      title={`${line.label}: ${leadsTo}`}
                      className="min-h-6 max-w-full truncate rounded-control text-left text-accent hover:underline"
                      onClick={() => onLook(line.value ?? '')}
                    >
                      {line.label}
                    </button>
                  )}
                </Cell>
                <LineCells line={line} book={book} isCompared={isCompared} />
              </TableRow>
            ))}
            <TableRow className="font-medium">
              <Cell isPinned className="pl-4">
                Total
              </Cell>
              <LineCells line={book.whole} book={book} isCompared={isCompared} />
            </TableRow>
            {isCompared && conversion !== null ? (
              <RatesEffectRow effect={conversion.ratesEffect} currency={book.currency} />
            ) : null}
          </tbody>
        </Table>
      </TableRegion>
      {isCompared && [...lines, book.whole].some((line) => judgeChange(line)?.incomplete) ? (
        <p className="border-t px-4 py-2 text-meta">
          <StatusMark
            tone="unknown"
            word="Of what is told: one of the two periods may be incomplete, so that the difference is no plain change."
            className="items-start! whitespace-normal!"
          />
        </p>
      ) : null}
    </Panel>
  );
}

/** What of the change is exchange rates: today’s amounts by the rates of the days compared with would have cost less or more. */
function RatesEffectRow({ effect, currency }: { effect: string | null; currency: string | null }) {
  return (
    <TableRow className="text-muted">
      <Cell isPinned className="pl-4" title="The same amounts, by the rates of the days they are compared with">
        Of the change, exchange rates
      </Cell>
      <Cell colSpan={3} />
      <Cell isNumeric>
        {effect === null ? (
          <Missing reason="A rate of the days compared with is not known" />
        ) : (
          <span title={formatMoneyFully(effect, currency)}>{formatMoneyChange(effect, currency)}</span>
        )}
      </Cell>
      <Cell />
    </TableRow>
  );
}

const capitalise = (words: string) => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;

function toLines({ shown, other, unallocated }: CostBook, by: CostAxis): TableLine[] {
  return [
    ...shown.map((line) => ({ ...line, key: `=${line.value}`, label: nameCostValue(by, line.value) })),
    ...(other === null
      ? []
      : [{ ...other, key: 'other', label: `Other, ${formatQuantity(other.values, 'value')}`, value: null }]),
    ...(unallocated === null ? [] : [{ ...unallocated, key: 'unallocated', label: toAxisWords(by).none, value: '' }]),
  ];
}
