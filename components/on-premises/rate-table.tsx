'use client';
import { Missing } from '@/components/ui/missing';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { NodeRates } from '@/lib/api/contracts/rate-cards';
import { formatPrice } from '@/lib/format/format-price';
import { partWords } from './part-words';

/** What an hour of a node and of one of its GPUs comes to, part by part. */
export function RateTable({ rates, label }: { rates: NodeRates; label: string }) {
  const { parts, total, currency, gpus, nodes } = rates;
  // A write-off is of one day alone; on all others there is none.
  const shown = parts.filter(({ part, perNodeHour }) => part !== 'write-off' || perNodeHour !== '0');
  const noGpu = nodes === 0 ? 'No such node is listed, so it is not known how many GPUs it has' : 'It has no GPU';
  return (
    <TableRegion label={label}>
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="pl-4">
              Part
            </HeaderCell>
            <HeaderCell isNumeric>A node, an hour</HeaderCell>
            <HeaderCell isNumeric className="pr-4">
              A GPU, an hour
            </HeaderCell>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ part, perNodeHour, perGpuHour }) => (
            <TableRow key={part}>
              <Cell isPinned className="pl-4" title={partWords[part].says}>
                {partWords[part].title}
              </Cell>
              <Cell isNumeric>
                <Rate amount={perNodeHour} currency={currency} reason="The card does not tell it" />
              </Cell>
              <Cell isNumeric className="pr-4">
                <Rate
                  amount={perGpuHour}
                  currency={currency}
                  reason={gpus === 0 ? noGpu : 'The card does not tell it'}
                />
              </Cell>
            </TableRow>
          ))}
          <TableRow className="font-medium">
            <Cell isPinned className="pl-4">
              Total
            </Cell>
            <Cell isNumeric>
              <Rate amount={total.perNodeHour} currency={currency} isFloor={total.atLeast} reason="It is not known" />
            </Cell>
            <Cell isNumeric className="pr-4">
              <Rate amount={total.perGpuHour} currency={currency} isFloor={total.atLeast} reason={noGpu} />
            </Cell>
          </TableRow>
        </tbody>
      </Table>
    </TableRegion>
  );
}

interface RateProps {
  amount: string | null;
  currency: string;
  reason: string;
  isFloor?: boolean;
}

function Rate({ amount, currency, reason, isFloor = false }: RateProps) {
  if (amount === null) return <Missing reason={reason} />;
  return (
    <span title={`${amount} ${currency}`} className="whitespace-nowrap">
      {isFloor ? (
        <>
          <span aria-hidden="true">≥ </span>
          <span className="sr-only">at least </span>
        </>
      ) : null}
      {formatPrice(amount, currency)}
    </span>
  );
}
