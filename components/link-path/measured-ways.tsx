'use client';
import { formatLatency } from '@/components/links/format-latency';
import { pathKindNames, pathSourceWords } from '@/components/paths/path-words';
import { Instant } from '@/components/time/instant';
import { Missing } from '@/components/ui/missing';
import { Cell, HeaderCell, MessageRow, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { Path } from '@/lib/api/contracts/paths';
import { formatBitRate } from '@/lib/format/format-bit-rate';
import { formatPercent } from '@/lib/format/format-percent';

const columns = 6;
const bitsPerByte = 8;

export interface MeasuredWaysProps {
  label: string;
  /** Each direction with what was measured of it; empty: nobody measures it. */
  directions: readonly { from: string; to: string; items: readonly Path[] }[];
}

/** What probes and exporters measured in each direction. Kinds measure unlike things and stay apart. */
export function MeasuredWays({ label, directions }: MeasuredWaysProps) {
  return (
    <TableRegion label={label}>
      <Table>
        <thead>
          <tr>
            <HeaderCell className="pl-4">Direction</HeaderCell>
            <HeaderCell>Measured by</HeaderCell>
            <HeaderCell isNumeric>p50</HeaderCell>
            <HeaderCell isNumeric>p95</HeaderCell>
            <HeaderCell isNumeric>Loss</HeaderCell>
            <HeaderCell className="pr-4">Last measured</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {directions.map(({ from, to, items }) =>
            items.length === 0 ? (
              <MessageRow key={`${from} ${to}`} columns={columns}>
                <p className="border-b px-4 py-1.5 text-muted">
                  {from} to {to}: nobody measures this way, so its latency and loss are not known.
                </p>
              </MessageRow>
            ) : (
              items.map((item) => (
                <MeasuredRow key={`${item.from} ${item.kind} ${item.source}`} from={from} to={to} item={item} />
              ))
            ),
          )}
        </tbody>
      </Table>
    </TableRegion>
  );
}

function MeasuredRow({ from, to, item }: { from: string; to: string; item: Path }) {
  const { kind, source, state, unit, values, loss, lastMeasuredAt } = item;
  const format = unit === 's' ? formatLatency : (bytes: number) => formatBitRate(bytes * bitsPerByte);
  const none = 'Nothing of the last quarter of an hour tells of it';
  return (
    <TableRow>
      <Cell className="whitespace-nowrap pl-4">
        {from} to {to}
      </Cell>
      <Cell>
        {pathKindNames[kind]} by {pathSourceWords[source].short}
        {state === 'derived' ? ', derived' : ''}
      </Cell>
      <Cell isNumeric className="whitespace-nowrap">
        {values === null ? <Missing reason={none} /> : format(values.p50)}
      </Cell>
      <Cell isNumeric className="whitespace-nowrap">
        {values === null ? <Missing reason={none} /> : format(values.p95)}
      </Cell>
      <Cell isNumeric>{loss === null ? <Missing reason={none} /> : formatPercent(loss)}</Cell>
      <Cell className="pr-4">
        {lastMeasuredAt === null ? (
          <Missing reason="It was never measured" />
        ) : (
          <Instant at={lastMeasuredAt} as="age" />
        )}
      </Cell>
    </TableRow>
  );
}
