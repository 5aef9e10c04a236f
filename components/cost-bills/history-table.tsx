'use client';
import { Instant } from '@/components/time/instant';
import { Missing } from '@/components/ui/missing';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { DeliveryDetail } from '@/lib/api/contracts/deliveries';
import { formatNumber } from '@/lib/format/format-number';
import { toDeliveryStatus } from './say-delivery';

/** All deliveries of one source, scope and month: what was known from when to when. */
export function HistoryTable({ history, id }: Pick<DeliveryDetail, 'history' | 'id'>) {
  return (
    <TableRegion label="What was known when" className="max-h-96">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="pl-4">
              Known from
            </HeaderCell>
            <HeaderCell>To</HeaderCell>
            <HeaderCell>State</HeaderCell>
            <HeaderCell isNumeric>Rows</HeaderCell>
            <HeaderCell isNumeric>Rejected</HeaderCell>
            <HeaderCell className="pr-4">Delivery</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {history.map((one) => {
            const status = toDeliveryStatus(one);
            return (
              <TableRow key={one.id} isSelected={one.id === id}>
                <Cell isPinned className="whitespace-nowrap pl-4">
                  <Instant at={one.arrivedAt} as="both" />
                </Cell>
                <Cell className="whitespace-nowrap">
                  {one.supersededAt === null ? 'now' : <Instant at={one.supersededAt} as="both" />}
                </Cell>
                <Cell>
                  <StatusMark tone={status.tone} word={status.word} />
                </Cell>
                <Cell isNumeric>
                  {one.rows === null ? (
                    <Missing reason="It tells of rows beyond what you may see" />
                  ) : (
                    formatNumber(one.rows)
                  )}
                </Cell>
                <Cell isNumeric>
                  {one.rejectedRows === null ? (
                    <Missing reason="It tells of rows beyond what you may see" />
                  ) : (
                    formatNumber(one.rejectedRows)
                  )}
                </Cell>
                <Cell className="max-w-96 truncate pr-4">
                  {one.id === id ? (
                    'This one'
                  ) : (
                    <TextLink href={`/cost/bills/${one.id}`} title={one.title}>
                      {one.title}
                    </TextLink>
                  )}
                </Cell>
              </TableRow>
            );
          })}
        </tbody>
      </Table>
    </TableRegion>
  );
}
