import type { ReactNode } from 'react';
import { Missing } from '@/components/ui/missing';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell } from '@/components/ui/table';
import type { CostBook, CostLine } from '@/lib/api/contracts/cost';
import { formatMoneyChange, formatMoneyFully, formatShare } from '@/lib/format/format-money';
import { type Change, judgeChange, sayIncomplete } from './judge-change';
import { FigureMoney } from './money';
import { readFigure } from './to-cost-series';

export interface LineCellsProps {
  line: CostLine;
  book: CostBook;
  isCompared: boolean;
}

/** The figures of a line: what it cost, its share, and what it was before where that was asked for. */
export function LineCells({ line: { total, previous }, book: { whole, currency }, isCompared }: LineCellsProps) {
  const [part, all] = [readFigure(total), readFigure(whole.total)];
  const share = part === null || all === null ? null : formatShare(part, all);
  return (
    <>
      <Cell isNumeric>
        {total.rows === 0 ? (
          <Missing reason="No row in this range" />
        ) : (
          <FigureMoney figure={total} currency={currency} />
        )}
      </Cell>
      <Cell isNumeric>{share ?? <Missing reason={sayNoShare(part, all)} />}</Cell>
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
  const change = judgeChange({ total, previous });
  return (
    <>
      <Cell isNumeric>
        {change === null ? (
          <Missing reason="One of the two is not known" />
        ) : (
          <ChangeOf change={change} title={formatMoneyFully(change.difference, currency)}>
            {formatMoneyChange(change.difference, currency)}
          </ChangeOf>
        )}
      </Cell>
      <Cell isNumeric className="pr-4">
        {change === null || change.share === null ? (
          <Missing reason="There is nothing to compare with" />
        ) : (
          <ChangeOf change={change}>{change.share}</ChangeOf>
        )}
      </Cell>
    </>
  );
}

/** A difference; one with a period that is not whole bears the mark of the unknown, and says which. */
function ChangeOf({
  change: { incomplete },
  title,
  children,
}: {
  change: Change;
  title?: string;
  children: ReactNode;
}) {
  if (incomplete === null) return <span title={title}>{children}</span>;
  const why = `Of what is told: ${sayIncomplete(incomplete)}`;
  return (
    <span title={title === undefined ? why : `${title}. ${why}`} className="whitespace-nowrap text-unknown">
      <StatusMark tone="unknown" word={why} isWordHidden className="mr-1 align-[-2px]" />
      {children}
    </span>
  );
}

/** Why a part of a whole has no share. */
function sayNoShare(part: bigint | null, all: bigint | null): string {
  return part === null || all === null
    ? 'One of the two is not known'
    : 'A share of credits and charges together says nothing';
}
