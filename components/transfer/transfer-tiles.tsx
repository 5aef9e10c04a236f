'use client';
import { FigureTile } from '@/components/cost/figure-tile';
import type { DataTransfer, TransferBook, TransferFlowFigure } from '@/lib/api/contracts/cost-transfer';
import { costMetricWords } from '@/lib/format/cost-words';
import { formatMoneyFully } from '@/lib/format/format-money';
import { formatQuantity } from '@/lib/format/format-number';
import { transferKindWords } from '@/lib/format/transfer-words';
import { FlowBytes, FlowMoney, FlowPrice } from './flow-text';

/** What data transfer cost in all, and its costliest kinds. */
export function TransferTiles({ transfer, book }: { transfer: DataTransfer; book: TransferBook }) {
  const { column, says } = costMetricWords[transfer.metric];
  const kinds = book.byKind
    .toSorted((one, other) => Number(other.amount) - Number(one.amount))
    .slice(0, 3)
    .map((flow) => ({ title: transferKindWords[flow.kind], flow }));
  const tiles: { title: string; flow: TransferFlowFigure }[] = [{ title: 'Data transfer', flow: book.total }, ...kinds];
  return (
    <section aria-label="Figures" className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      {tiles.map(({ title, flow }) => (
        <FigureTile
          key={title}
          title={title}
          ground={transfer}
          definition={`Charges for data${title === 'Data transfer' ? '' : `: ${title.toLowerCase()}`}, told by usage types, names of SKUs and meters. ${says}`}
          formula={`The sum of ${column} over ${formatQuantity(flow.rows, 'row')}. Per GB: of rows of which money and bytes are both known, money ÷ 10⁹ bytes.`}
          facts={[
            {
              term: 'All digits',
              says: flow.amount === null ? 'Not known' : formatMoneyFully(flow.amount, book.currency),
            },
            { term: 'Bytes', says: flow.bytes ?? 'Not known' },
          ]}
          below={
            <>
              <FlowBytes flow={flow} />, <FlowPrice flow={flow} currency={book.currency} /> per GB
            </>
          }
        >
          <FlowMoney flow={flow} currency={book.currency} />
        </FigureTile>
      ))}
    </section>
  );
}
