'use client';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { TransferBook, TransferMoney } from '@/lib/api/contracts/cost-transfer';
import { formatQuantity } from '@/lib/format/format-number';
import { nameTransferCharge } from '@/lib/format/transfer-words';
import type { TransferUrlState } from '@/lib/queries/cost-transfer';
import { FlowMoney } from './flow-text';
import { toRowsAddress } from './to-explore';

const mostShown = 25;

export interface TransferRestProps {
  book: TransferBook;
  url: TransferUrlState;
}

/** Everything that is charged for data: what the matrix holds, and what it does not. */
export function TransferRest({ book, url }: TransferRestProps) {
  const { total, unrecognised, otherCharges, whole, currency } = book;
  const shown = unrecognised.texts.slice(0, mostShown);
  const lines: { title: string; money: TransferMoney }[] = [
    { title: 'In the matrix', money: total },
    { title: 'Not recognised', money: unrecognised },
    ...otherCharges.map(({ category, ...money }) => ({ title: nameTransferCharge(category), money })),
    { title: 'All charges for data', money: whole },
  ];
  return (
    <>
      <Panel title="All charges for data" unit={currency ?? ''}>
        <TableRegion label="All charges for data">
          <Table>
            <thead>
              <tr>
                <HeaderCell isPinned className="pl-4">
                  Charges
                </HeaderCell>
                <HeaderCell isNumeric>Cost</HeaderCell>
                <HeaderCell isNumeric className="pr-4">
                  Rows
                </HeaderCell>
              </tr>
            </thead>
            <tbody>
              {lines.map(({ title, money }) => (
                <TableRow key={title}>
                  <Cell isPinned className="whitespace-nowrap pl-4">
                    {title}
                  </Cell>
                  <Cell isNumeric>
                    <RestMoney money={money} currency={currency} />
                  </Cell>
                  <Cell isNumeric className="pr-4">
                    {formatQuantity(money.rows, 'row')}
                  </Cell>
                </TableRow>
              ))}
            </tbody>
          </Table>
        </TableRegion>
        <p className="px-4 py-2 text-meta text-muted">
          The matrix holds usage alone: tax and credits have no quantity that would fit them. Processing by gateways,
          endpoints and load balancers, and retrieval from storage, are counted in bytes and are no transfer.
        </p>
      </Panel>
      {shown.length === 0 ? null : (
        <Panel
          title="Not recognised"
          unit={
            shown.length < unrecognised.texts.length
              ? `${shown.length} of ${unrecognised.texts.length}`
              : formatQuantity(shown.length, 'text')
          }
        >
          <TableRegion label="Charges for data that are not recognised" className="max-h-96">
            <Table>
              <thead>
                <tr>
                  <HeaderCell isPinned className="pl-4">
                    Usage, as the bill has it
                  </HeaderCell>
                  <HeaderCell>Service</HeaderCell>
                  <HeaderCell isNumeric>Cost</HeaderCell>
                  <HeaderCell isNumeric className="pr-4">
                    Rows
                  </HeaderCell>
                </tr>
              </thead>
              <tbody>
                {shown.map(({ provider, service, text, ...money }) => (
                  <TableRow key={JSON.stringify([provider, service, text])}>
                    <Cell isPinned className="max-w-96 truncate pl-4">
                      {text ?? <Missing reason="The bill does not tell it" />}
                    </Cell>
                    <Cell className="whitespace-nowrap">
                      {service ?? <Missing reason="The bill does not tell it" />}
                    </Cell>
                    <Cell isNumeric>
                      <RestMoney money={money} currency={currency} />
                    </Cell>
                    <Cell isNumeric className="pr-4">
                      <TextLink
                        href={toRowsAddress({ ends: 'unrecognised', from: service, to: text }, book, url)}
                        prefetch={false}
                        className="whitespace-nowrap"
                      >
                        {formatQuantity(money.rows, 'row')}
                      </TextLink>
                    </Cell>
                  </TableRow>
                ))}
              </tbody>
            </Table>
          </TableRegion>
        </Panel>
      )}
    </>
  );
}

/** Of no rows there is nothing to tell, rather than something that is not known. */
function RestMoney({ money, currency }: { money: TransferMoney; currency: string | null }) {
  return <FlowMoney flow={money.rows === 0 ? { ...money, amount: '0' } : money} currency={currency} />;
}
