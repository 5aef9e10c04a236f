import { Money } from '@/components/cost/money';
import { Missing } from '@/components/ui/missing';
import type { TransferFlowFigure, TransferMoney } from '@/lib/api/contracts/cost-transfer';
import { formatDataSize } from '@/lib/format/format-data-size';
import { formatMoneyFully } from '@/lib/format/format-money';

const floor = (
  <span className="text-muted">
    <span aria-hidden="true">≥{'\u00a0'}</span>
    <span className="sr-only">at least </span>
  </span>
);

/** What went one way, in money. */
export function FlowMoney({ flow, currency }: { flow: TransferMoney; currency: string | null }) {
  if (flow.amount === null) return <Missing reason="No row of the bill tells this cost" />;
  return (
    <>
      {flow.atLeast ? floor : null}
      <Money amount={flow.amount} currency={currency} />
    </>
  );
}

/** The same in bytes, in units of a thousand. */
export function FlowBytes({ flow }: { flow: TransferFlowFigure }) {
  if (flow.bytes === null) return <Missing reason="No quantity told, or its unit is not documented" />;
  return (
    <span className="whitespace-nowrap tabular-nums" title={`${flow.bytes} bytes`}>
      {flow.areBytesWhole ? null : floor}
      {formatDataSize(flow.bytes)}
    </span>
  );
}

/** What a gigabyte of it cost: prices are small, so they keep four digits. */
export function FlowPrice({ flow, currency }: { flow: TransferFlowFigure; currency: string | null }) {
  const { pricePerGigabyte: price } = flow;
  if (price === null) return <Missing reason="Money and bytes are not both known of any row" />;
  const format = new Intl.NumberFormat('en-US', {
    ...(currency === null ? {} : { style: 'currency', currency }),
    minimumFractionDigits: 4,
    maximumFractionDigits: 4,
  });
  return (
    <span className="whitespace-nowrap tabular-nums" title={`${formatMoneyFully(price, currency)} per GB (10⁹ bytes)`}>
      {format.format(price as `${number}`)}
    </span>
  );
}
