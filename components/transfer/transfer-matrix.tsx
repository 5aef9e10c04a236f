'use client';
import { Copy } from 'lucide-react';
import Link from 'next/link';
import { FigureNote } from '@/components/cost/figure-tile';
import { Button } from '@/components/ui/button';
import { copyAndTell } from '@/components/ui/copy-text';
import { Panel } from '@/components/ui/panel';
import { TableRegion } from '@/components/ui/table';
import type { DataTransfer, TransferBook, TransferPairFigure } from '@/lib/api/contracts/cost-transfer';
import { formatDataSize } from '@/lib/format/format-data-size';
import { formatMoneyFully } from '@/lib/format/format-money';
import { toCsv } from '@/lib/format/to-csv';
import { nameTransferEnd } from '@/lib/format/transfer-words';
import type { TransferUrlState } from '@/lib/queries/cost-transfer';
import { FlowBytes, FlowMoney, FlowPrice } from './flow-text';
import { toRowsAddress } from './to-explore';

export interface TransferMatrixProps {
  transfer: DataTransfer;
  book: TransferBook;
  url: TransferUrlState;
}

/** The darkest a cell is tinted, of the accent: text on it keeps its contrast. */
const darkest = 36;

/** From where to where: rows are origins, columns destinations, each cell leads to its rows. */
export function TransferMatrix({ transfer, book, url }: TransferMatrixProps) {
  const cells = new Map(book.pairs.map((pair) => [toKey(pair.from, pair.to), pair]));
  const sizes = book.pairs.map((pair) => sizeOf(pair, url.show));
  const most = sizes.reduce((largest, size) => Math.max(largest, size), 0);
  const head = 'border-b px-2 py-1 text-left align-bottom font-medium text-meta text-muted';
  return (
    <Panel
      title="From where to where"
      unit={url.show === 'bytes' ? 'bytes' : url.show === 'price' ? 'per GB (10⁹ bytes)' : (book.currency ?? 'money')}
      menu={
        <>
          <FigureNote
            title="From where to where"
            ground={transfer}
            definition="Usage that is charged for data, by the way it went. The provider that carries data out charges for it, so that a charge stands with its origin. A destination is told where the provider’s bill names it: AWS in usage types between regions, Google Cloud in names of SKUs. Azure names none. What a provider meters at both ends counts its data once, where they are sent from."
            formula={`The sum of ${transfer.metric} cost of rows whose usage type, SKU or meter is one of data transfer. Bytes are quantities × the size of their unit: a GB of AWS is 2³⁰ bytes, a gibibyte 2³⁰; what Azure calls a GB is not documented, so its bytes are not known.`}
            facts={[
              {
                term: 'All digits',
                says: book.total.amount === null ? 'Not known' : formatMoneyFully(book.total.amount, book.currency),
              },
              { term: 'Rows', says: String(book.total.rows) },
            ]}
          />
          <Button size="compact" onClick={() => void copyAndTell(writeCsv(book), 'CSV')}>
            <Copy aria-hidden /> Copy CSV
          </Button>
        </>
      }
    >
      <TableRegion label="Matrix of data transfer" className="max-h-[36rem]">
        <table className="w-full border-separate border-spacing-0 text-table">
          <thead>
            <tr>
              <th scope="col" className={`${head} sticky top-0 left-0 z-20 bg-surface pl-4`}>
                From ↓ to →
              </th>
              {book.to.map((to) => (
                <th key={to ?? ''} scope="col" className={`${head} sticky top-0 z-10 min-w-24 bg-surface text-right`}>
                  {nameTransferEnd(to, true)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {book.from.map((from) => (
              <tr key={from ?? ''}>
                <th
                  scope="row"
                  className="sticky left-0 z-[5] h-8 whitespace-nowrap border-b bg-surface pr-3 pl-4 text-left font-normal"
                >
                  {nameTransferEnd(from, false)}
                </th>
                {book.to.map((to) => {
                  const pair = cells.get(toKey(from, to));
                  return (
                    <td key={to ?? ''} className="h-8 border-b border-l p-0 text-right">
                      {pair === undefined ? null : (
                        <Link
                          href={toRowsAddress({ ends: url.ends, from, to }, book, url)}
                          prefetch={false}
                          title={`${nameTransferEnd(from, false)} to ${nameTransferEnd(to, true)}: see the rows`}
                          className="flex h-full min-h-8 items-center justify-end px-2 -outline-offset-2 hover:underline"
                          style={{ backgroundColor: toTint(sizeOf(pair, url.show), most) }}
                        >
                          <span className="whitespace-nowrap">
                            <CellText pair={pair} show={url.show} currency={book.currency} />
                          </span>
                        </Link>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </TableRegion>
      <p className="px-4 py-2 text-meta text-muted">
        No bill so far tells a charge for an empty cell. All cells add up to{' '}
        <FlowMoney flow={book.total} currency={book.currency} />
        {book.total.bytes === null
          ? ''
          : `, ${book.total.areBytesWhole ? '' : 'at least '}${formatDataSize(book.total.bytes)}`}
        .
      </p>
    </Panel>
  );
}

function CellText({
  pair,
  show,
  currency,
}: {
  pair: TransferPairFigure;
  show: TransferUrlState['show'];
  currency: string | null;
}) {
  if (show === 'bytes') return <FlowBytes flow={pair} />;
  return show === 'price' ? (
    <FlowPrice flow={pair} currency={currency} />
  ) : (
    <FlowMoney flow={pair} currency={currency} />
  );
}

/** For the tint alone. */
function sizeOf(pair: TransferPairFigure, show: TransferUrlState['show']): number {
  const text = show === 'bytes' ? pair.bytes : show === 'price' ? pair.pricePerGigabyte : pair.amount;
  return text === null ? 0 : Math.abs(Number(text));
}

function toTint(size: number, most: number): string | undefined {
  if (size === 0 || most === 0) return undefined;
  // Costs differ by orders of magnitude: the square root keeps the small ones in sight.
  const share = Math.round(Math.sqrt(size / most) * darkest);
  return `color-mix(in srgb, var(--color-sequential-4) ${share}%, transparent)`;
}

function toKey(from: string | null, to: string | null): string {
  return JSON.stringify([from, to]);
}

/** Every pair with all digits. */
function writeCsv({ pairs, currency, basis }: TransferBook): string {
  return toCsv(
    [
      ...[
        'from',
        'to',
        'kinds',
        'amount',
        'currency',
        'basis',
        'exact or at least',
        'bytes',
        'bytes exact or at least',
      ],
      ...['price per GB (10^9 bytes)', 'quantities', 'rows'],
    ],
    pairs.map((pair) => [
      pair.from,
      pair.to,
      pair.kinds.join(' '),
      pair.amount,
      currency,
      basis,
      pair.atLeast ? 'at least' : 'exact',
      pair.bytes,
      pair.bytes === null ? null : pair.areBytesWhole ? 'exact' : 'at least',
      pair.pricePerGigabyte,
      pair.quantities.map(({ quantity, unit }) => `${quantity} ${unit ?? 'of no unit'}`).join('; '),
      pair.rows,
    ]),
  );
}
