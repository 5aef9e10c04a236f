'use client';
import { Copy } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { copyAndTell } from '@/components/ui/copy-text';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { CostBook, CostLine } from '@/lib/api/contracts/cost';
import { formatAmount } from '@/lib/domain/cost/amount';
import type { CostDimension } from '@/lib/domain/cost/cost-dimension';
import { costDimensionWords, nameCostValue, sayCostDimension } from '@/lib/format/cost-words';
import { formatChange, formatMoneyChange, formatMoneyFully, formatShare } from '@/lib/format/format-money';
import { formatQuantity } from '@/lib/format/format-number';
import { toCsv } from '@/lib/format/to-csv';
import { sayBook } from './book-name';
import { FigureMoney } from './money';
import { readAmount } from './to-cost-series';

export interface CostTableProps {
  book: CostBook;
  by: CostDimension;
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
export function CostTable({ book, by, isCompared, isRefreshing, onLook, leadsTo }: CostTableProps) {
  const dimension = costDimensionWords[by].title;
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
          onClick={() => void copyAndTell(writeCsv(lines, book, dimension), 'CSV')}
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
                  <HeaderCell isNumeric>As many days before</HeaderCell>
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
          </tbody>
        </Table>
      </TableRegion>
    </Panel>
  );
}

function toLines({ shown, other, unallocated }: CostBook, by: CostDimension): TableLine[] {
  return [
    ...shown.map((line) => ({ ...line, key: `=${line.value}`, label: nameCostValue(by, line.value) })),
    ...(other === null
      ? []
      : [{ ...other, key: 'other', label: `Other, ${formatQuantity(other.values, 'value')}`, value: null }]),
    ...(unallocated === null
      ? []
      : [{ ...unallocated, key: 'unallocated', label: costDimensionWords[by].none, value: '' }]),
  ];
}

interface LineCellsProps {
  line: CostLine;
  book: CostBook;
  isCompared: boolean;
}

function LineCells({ line: { total, previous }, book: { whole, currency }, isCompared }: LineCellsProps) {
  const share = formatShare(readAmount(total.amount), readAmount(whole.total.amount));
  return (
    <>
      <Cell isNumeric>
        {total.rows === 0 ? (
          <Missing reason="No row in this range" />
        ) : (
          <FigureMoney figure={total} currency={currency} />
        )}
      </Cell>
      <Cell isNumeric>{share ?? <Missing reason="A share of credits and charges together says nothing" />}</Cell>
      {isCompared ? (
        <>
          <Cell isNumeric>
            {previous === null || previous.rows === 0 ? (
              <Missing reason="Nothing is known of those days" />
            ) : (
              <FigureMoney figure={previous} currency={currency} />
            )}
          </Cell>
          <ChangeCells total={total} previous={previous} currency={currency} />
        </>
      ) : null}
    </>
  );
}

function ChangeCells({
  total,
  previous,
  currency,
}: Pick<CostLine, 'total' | 'previous'> & { currency: string | null }) {
  const isKnown = previous !== null && previous.rows > 0 && total.rows > 0;
  const [now, before] = [readAmount(total.amount), isKnown ? readAmount(previous.amount) : null];
  const difference = before === null ? null : formatAmount(now - before);
  return (
    <>
      <Cell isNumeric>
        {difference === null ? (
          <Missing reason="One of the two is not known" />
        ) : (
          <span title={formatMoneyFully(difference, currency)}>{formatMoneyChange(difference, currency)}</span>
        )}
      </Cell>
      <Cell isNumeric className="pr-4">
        {(before === null ? null : formatChange(now, before)) ?? <Missing reason="There is nothing to compare with" />}
      </Cell>
    </>
  );
}

/** All digits of every figure. */
function writeCsv(lines: readonly TableLine[], { currency, basis, whole }: CostBook, dimension: string): string {
  const toRow = (label: string, { total, previous }: CostLine) => [
    label,
    total.amount,
    currency,
    basis,
    total.atLeast ? 'at least' : 'exact',
    total.rows,
    previous === null ? null : previous.amount,
    previous === null ? null : previous.atLeast ? 'at least' : 'exact',
  ];
  return toCsv(
    [dimension, 'amount', 'currency', 'basis', 'exact or at least', 'rows', 'days before', 'exact or at least before'],
    [...lines.map((line) => toRow(line.label, line)), toRow('Total', whole)],
  );
}
