import { Money } from '@/components/cost/money';
import { Missing } from '@/components/ui/missing';
import type { CommitmentShare, CommitmentSumFigure } from '@/lib/api/contracts/cost-commitments';
import { formatPercent } from '@/lib/format/format-percent';

/** A share, marked where it is only that of what is told. */
export function ShareText({ share, why }: { share: CommitmentShare; why: string }) {
  if (share.share === null) return <Missing reason={why} />;
  return (
    <span className="whitespace-nowrap tabular-nums" title={share.isPartial ? 'Of what is told' : undefined}>
      {formatPercent(share.share)}
      {share.isPartial ? (
        <span className="text-muted">
          <span aria-hidden="true">*</span>
          <span className="sr-only"> of what is told</span>
        </span>
      ) : null}
    </span>
  );
}

/** An amount, marked where it is a floor; a dash where it is not known. */
export function SumText({ sum, currency, why }: { sum: CommitmentSumFigure; currency: string | null; why: string }) {
  if (sum.amount === null) return <Missing reason={why} />;
  return (
    <>
      {sum.atLeast ? (
        <span className="text-muted" title="Rows or sources are missing from it">
          <span aria-hidden="true">≥{'\u00a0'}</span>
          <span className="sr-only">at least </span>
        </span>
      ) : null}
      <Money amount={sum.amount} currency={currency} />
    </>
  );
}
