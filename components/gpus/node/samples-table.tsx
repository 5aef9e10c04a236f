'use client';
import { useRef } from 'react';
import { useRowWindow } from '@/components/inventory/list/use-row-window';
import { useClock } from '@/components/time/clock-provider';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { GpuSamples } from '@/lib/api/contracts/gpu-history';
import { formatMeasure } from '@/lib/format/metric-words';
import { formatInstantFully } from '@/lib/time/format-instant';
import { RowSpacer } from '../row-spacer';

const rows = { rowHeight: 32, headerHeight: 32, overscan: 8 };

/** Samples in the order they came; only the rows in view are drawn. */
export function SamplesTable({ samples, unit }: Pick<GpuSamples, 'samples' | 'unit'>) {
  const { zone } = useClock();
  const frame = useRef<HTMLElement>(null);
  const view = useRowWindow(frame, samples.length, rows);
  return (
    <TableRegion ref={frame} label="Samples" className="max-h-96">
      <Table aria-rowcount={samples.length + 1}>
        <thead>
          <tr>
            <HeaderCell className="pl-4">Measured</HeaderCell>
            <HeaderCell isNumeric>Value</HeaderCell>
            <HeaderCell isNumeric className="pr-4">
              Unrounded, in {unit}
            </HeaderCell>
          </tr>
        </thead>
        <tbody>
          <RowSpacer height={view.before} />
          {samples.slice(view.first, view.end).map(({ at, value }, index) => (
            <TableRow key={at} aria-rowindex={view.first + index + 2}>
              <Cell className="whitespace-nowrap pl-4">{formatInstantFully(new Date(at), zone)}</Cell>
              <Cell isNumeric>{formatMeasure(value, unit)}</Cell>
              <Cell isNumeric className="pr-4">
                {value}
              </Cell>
            </TableRow>
          ))}
          <RowSpacer height={view.after} />
        </tbody>
      </Table>
    </TableRegion>
  );
}
