'use client';
import { Panel } from '@/components/ui/panel';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { TransferBook } from '@/lib/api/contracts/cost-transfer';
import { formatQuantity } from '@/lib/format/format-number';
import { nameTransferEnd, transferKindWords } from '@/lib/format/transfer-words';
import type { TransferUrlState } from '@/lib/queries/cost-transfer';
import { FlowBytes, FlowMoney, FlowPrice } from './flow-text';
import { toRowsAddress } from './to-explore';

const mostShown = 25;

/** The costliest ways that data went, each leading to its rows. */
export function TransferPairs({ book, url }: { book: TransferBook; url: TransferUrlState }) {
  const shown = book.pairs.slice(0, mostShown);
  return (
    <Panel
      title="Largest pairs"
      unit={
        shown.length < book.pairs.length
          ? `${shown.length} of ${book.pairs.length}`
          : formatQuantity(shown.length, 'pair')
      }
    >
      <TableRegion label="Largest pairs" className="max-h-96">
        <Table>
          <thead>
            <tr>
              <HeaderCell isPinned className="pl-4">
                From
              </HeaderCell>
              <HeaderCell>To</HeaderCell>
              <HeaderCell>Kind</HeaderCell>
              <HeaderCell isNumeric>Cost</HeaderCell>
              <HeaderCell isNumeric>Data</HeaderCell>
              <HeaderCell isNumeric>Per GB</HeaderCell>
              <HeaderCell isNumeric className="pr-4">
                Rows
              </HeaderCell>
            </tr>
          </thead>
          <tbody>
            {shown.map((pair) => (
              <TableRow key={`${pair.from} ${pair.to}`}>
                <Cell isPinned className="whitespace-nowrap pl-4">
                  {nameTransferEnd(pair.from, false)}
                </Cell>
                <Cell className="whitespace-nowrap">{nameTransferEnd(pair.to, true)}</Cell>
                <Cell className="whitespace-nowrap">
                  {pair.kinds.map((kind) => transferKindWords[kind]).join(', ')}
                </Cell>
                <Cell isNumeric>
                  <FlowMoney flow={pair} currency={book.currency} />
                </Cell>
                <Cell isNumeric>
                  <FlowBytes flow={pair} />
                </Cell>
                <Cell isNumeric>
                  <FlowPrice flow={pair} currency={book.currency} />
                </Cell>
                <Cell isNumeric className="pr-4">
                  <TextLink
                    href={toRowsAddress({ ends: url.ends, from: pair.from, to: pair.to }, book, url)}
                    prefetch={false}
                    className="whitespace-nowrap"
                  >
                    {formatQuantity(pair.rows, 'row')}
                  </TextLink>
                </Cell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </TableRegion>
    </Panel>
  );
}
