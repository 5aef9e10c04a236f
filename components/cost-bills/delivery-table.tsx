'use client';
import { Instant } from '@/components/time/instant';
import { Missing } from '@/components/ui/missing';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { Delivery } from '@/lib/api/contracts/deliveries';
import { billingSourceWords } from '@/lib/format/bill-words';
import { formatMonth } from '@/lib/format/format-day';
import { formatNumber } from '@/lib/format/format-number';
import { sayDelivery, sayRules, toDeliveryStatus } from './say-delivery';

const beyond = 'It tells of rows beyond what you may see';

/** Deliveries with what became of each. */
export function DeliveryTable({ deliveries }: { deliveries: readonly Delivery[] }) {
  return (
    <TableRegion label="List of deliveries">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="pl-4">
              Month
            </HeaderCell>
            <HeaderCell>Delivery</HeaderCell>
            <HeaderCell>State</HeaderCell>
            <HeaderCell>Arrived</HeaderCell>
            <HeaderCell isNumeric>Rows</HeaderCell>
            <HeaderCell isNumeric>Rejected</HeaderCell>
            <HeaderCell isNumeric title="Columns of FOCUS that its files lack">
              Missing columns
            </HeaderCell>
            <HeaderCell isNumeric title="Columns that FOCUS does not know">
              Unknown columns
            </HeaderCell>
            <HeaderCell className="pr-4" title="The version of the rules that it was last added up by">
              Rules
            </HeaderCell>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} />
          ))}
        </tbody>
      </Table>
    </TableRegion>
  );
}

function DeliveryRow({ delivery }: { delivery: Delivery }) {
  const { id, month, title, scope, source, connection, dismissal, arrivedAt, rows, rejectedRows, missing, unknown } =
    delivery;
  const status = toDeliveryStatus(delivery);
  const name = connection?.name ?? title;
  return (
    <TableRow>
      <Cell isPinned className="whitespace-nowrap pl-4">
        {formatMonth(month)}
      </Cell>
      <Cell className="max-w-72 py-1">
        <TextLink href={`/cost/bills/${id}`} className="block truncate" title={`${name}: ${scope}`}>
          {name}
        </TextLink>
        <span className="block truncate text-meta text-muted" title={scope}>
          {billingSourceWords[source]}, {scope}
        </span>
      </Cell>
      <Cell title={sayDelivery(delivery)}>
        <StatusMark tone={status.tone} word={status.word} />
        {dismissal === null ? null : (
          <span
            className="block max-w-36 truncate text-meta text-muted"
            title={`${dismissal.by}${dismissal.reason === null ? '' : `: ${dismissal.reason}`}`}
          >
            {dismissal.by}
            {dismissal.reason === null ? '' : `: ${dismissal.reason}`}
          </span>
        )}
      </Cell>
      <Cell className="whitespace-nowrap">
        <Instant at={arrivedAt} as="both" />
      </Cell>
      <Cell isNumeric>{rows === null ? <Missing reason={beyond} /> : formatNumber(rows)}</Cell>
      <Cell isNumeric>{rejectedRows === null ? <Missing reason={beyond} /> : formatNumber(rejectedRows)}</Cell>
      <ColumnsCell names={missing} />
      <ColumnsCell names={unknown} />
      <Cell className="whitespace-nowrap pr-4">{sayRules(delivery)}</Cell>
    </TableRow>
  );
}

function ColumnsCell({ names }: { names: readonly string[] | null }) {
  return (
    <Cell isNumeric title={names === null || names.length === 0 ? undefined : names.join(', ')}>
      {names === null ? <Missing reason={beyond} /> : formatNumber(names.length)}
    </Cell>
  );
}
