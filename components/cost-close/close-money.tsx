import { Money } from '@/components/cost/money';
import { Missing } from '@/components/ui/missing';
import type { CloseFigure } from '@/lib/api/contracts/cost-close';
import { formatMoneyChange, formatMoneyFully } from '@/lib/format/format-money';

interface CloseMoneyProps {
  /** Null: nothing is closed. */
  figure: CloseFigure | null;
  currency: string | null;
  /** Whether sources are missing from it. */
  isFloor?: boolean;
}

/** A figure to the cent; a floor reads “≥”. */
export function CloseMoney({ figure, currency, isFloor = false }: CloseMoneyProps) {
  if (figure === null) return <Missing reason="The month was never closed" />;
  if (figure.amount === null)
    return (
      <Missing
        reason={figure.untoldRows === 0 ? 'No bill told anything of it' : 'No row of the bill tells this cost'}
      />
    );
  return (
    <>
      {figure.untoldRows === 0 && !isFloor ? null : (
        <span className="text-muted" title={sayWhy(figure, isFloor)}>
          <span aria-hidden="true">≥{'\u00a0'}</span>
          <span className="sr-only">at least </span>
        </span>
      )}
      <Money amount={figure.amount} currency={currency} />
    </>
  );
}

function sayWhy({ untoldRows }: CloseFigure, isFloor: boolean): string {
  const untold = untoldRows === 0 ? [] : [`Of ${untoldRows} rows the bill does not tell this cost`];
  return [...untold, ...(isFloor ? ['Not every source has told all of the month'] : [])].join('. ');
}

interface ChangeProps {
  /** Null: one of the two is not known. */
  amount: string | null;
  currency: string | null;
  /** Why it is not known. */
  missing?: string;
}

/** A difference with its sign, all digits on hover. */
export function Change({ amount, currency, missing = 'There is nothing to compare' }: ChangeProps) {
  if (amount === null) return <Missing reason={missing} />;
  return (
    <span title={formatMoneyFully(amount, currency)} className="whitespace-nowrap tabular-nums">
      {formatMoneyChange(amount, currency)}
    </span>
  );
}
