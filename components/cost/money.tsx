import type { CostFigure } from '@/lib/api/contracts/cost';
import { formatMoney, formatMoneyFully } from '@/lib/format/format-money';

/** An amount to the cent, with all its digits on hover. */
export function Money({ amount, currency }: { amount: string; currency: string | null }) {
  return (
    <span title={formatMoneyFully(amount, currency)} className="whitespace-nowrap tabular-nums">
      {formatMoney(amount, currency)}
    </span>
  );
}

/** The same of a figure: a floor reads “≥”, and says so to a reader. */
export function FigureMoney({ figure, currency }: { figure: CostFigure; currency: string | null }) {
  return (
    <>
      {figure.atLeast ? (
        <span className="text-muted" title={sayFloor(figure)}>
          <span aria-hidden="true">≥ </span>
          <span className="sr-only">at least </span>
        </span>
      ) : null}
      <Money amount={figure.amount} currency={currency} />
    </>
  );
}

/** Why a figure is only a floor, in a sentence. */
function sayFloor({ untoldRows }: CostFigure): string {
  return untoldRows === 0 ? 'Some deliveries are missing' : `Of ${untoldRows} rows the bill does not tell this cost`;
}
