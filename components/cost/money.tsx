import { Missing } from '@/components/ui/missing';
import type { CostFigure } from '@/lib/api/contracts/cost';
import { formatMoney, formatMoneyFully } from '@/lib/format/format-money';
import { FloorSign } from './floor-sign';

/** An amount to the cent, with all its digits on hover. */
export function Money({ amount, currency }: { amount: string; currency: string | null }) {
  return (
    <span title={formatMoneyFully(amount, currency)} className="whitespace-nowrap tabular-nums">
      {formatMoney(amount, currency)}
    </span>
  );
}

/** The same of a figure: a floor reads “≥”, and says so to a reader; one that no row tells is missing. */
export function FigureMoney({ figure, currency }: { figure: CostFigure; currency: string | null }) {
  if (figure.amount === null) return <Missing reason="No row of the bill tells this cost" />;
  return (
    <>
      {figure.atLeast ? <FloorSign why={sayFloor(figure)} /> : null}
      <Money amount={figure.amount} currency={currency} />
    </>
  );
}

/** Why a figure is only a floor, in a sentence. */
function sayFloor({ untoldRows }: CostFigure): string {
  return untoldRows === 0 ? 'Some deliveries are missing' : `Of ${untoldRows} rows the bill does not tell this cost`;
}
