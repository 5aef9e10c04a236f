'use client';
import { Instant } from '@/components/time/instant';
import { Missing } from '@/components/ui/missing';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { GpuPriceLine } from '@/lib/api/contracts/prices';
import { nameProvider } from '@/lib/format/provider-words';
import { PriceCell } from './price-cell';

export interface PricesTableProps {
  items: readonly GpuPriceLine[];
  /** Shows what the lists said of a line before. */
  onHistory: (line: GpuPriceLine) => void;
}

/** An hour of one GPU, line by line. */
export function PricesTable({ items, onHistory }: PricesTableProps) {
  return (
    <TableRegion label="Prices of GPUs">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="pl-4">
              GPU
            </HeaderCell>
            <HeaderCell>Provider</HeaderCell>
            <HeaderCell>Region</HeaderCell>
            <HeaderCell isNumeric>On demand, an hour</HeaderCell>
            <HeaderCell isNumeric>Spot, an hour</HeaderCell>
            <HeaderCell isNumeric>Committed, an hour</HeaderCell>
            <HeaderCell className="pl-6">Of</HeaderCell>
            <HeaderCell className="pr-4">Last known</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {items.map((line) => (
            <TableRow
              key={JSON.stringify([line.provider, line.variant, line.region, line.includesMachine, line.currency])}
            >
              <Cell isPinned className="whitespace-nowrap pl-4" title={line.gpuModel}>
                {line.variant}
              </Cell>
              <Cell className="whitespace-nowrap">{nameProvider(line.provider)}</Cell>
              <Cell className="whitespace-nowrap">
                <button
                  type="button"
                  title={`What was said of ${line.region} before`}
                  className="min-h-6 rounded-control text-accent hover:underline"
                  onClick={() => onHistory(line)}
                >
                  {line.region}
                </button>
              </Cell>
              <Cell isNumeric>
                <PriceCell price={line.onDemand} currency={line.currency} />
              </Cell>
              <Cell isNumeric>
                <PriceCell price={line.spot} currency={line.currency} />
              </Cell>
              <Cell isNumeric>
                <PriceCell price={line.committed} currency={line.currency} />
              </Cell>
              <Cell className="whitespace-nowrap pl-6">{line.includesMachine ? 'Machine' : 'GPU alone'}</Cell>
              <Cell className="whitespace-nowrap pr-4">
                <LastKnown line={line} />
              </Cell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </TableRegion>
  );
}

/** The age of the oldest price of the line: the others are younger. */
function LastKnown({ line: { onDemand, spot, committed } }: { line: GpuPriceLine }) {
  const [oldest] = [onDemand, spot, committed].flatMap((price) => price?.knownAt ?? []).sort();
  return oldest === undefined ? <Missing reason="No price is known" /> : <Instant at={oldest} as="age" />;
}
