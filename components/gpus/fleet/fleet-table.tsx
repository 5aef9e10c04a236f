'use client';
import { useRef } from 'react';
import { useRowWindow } from '@/components/inventory/list/use-row-window';
import { Missing } from '@/components/ui/missing';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { BusyMetric } from '@/lib/api/contracts/gpu-keys';
import { formatPercent, nameMetric } from '@/lib/format/metric-words';
import { gpuHealthWords, gpuUseWords } from '../gpu-words';
import { RowSpacer } from '../row-spacer';
import { useDeviceHref } from '../use-device-href';
import type { FleetCell } from './to-fleet-cells';

const rows = { rowHeight: 32, headerHeight: 32, overscan: 8 };

export interface FleetTableProps {
  cells: readonly FleetCell[];
  metric: BusyMetric;
  siteTitles: Readonly<Record<string, string>>;
}

/** The heatmap as a table, a row a device; only the rows in view are drawn. */
export function FleetTable({ cells, metric, siteTitles }: FleetTableProps) {
  const toHref = useDeviceHref();
  const frame = useRef<HTMLElement>(null);
  const view = useRowWindow(frame, cells.length, rows);
  return (
    <TableRegion ref={frame} label="GPUs" className="max-h-[40rem] rounded-control border">
      <Table aria-rowcount={cells.length + 1}>
        <thead>
          <tr>
            <HeaderCell isPinned>Node</HeaderCell>
            <HeaderCell isNumeric>GPU</HeaderCell>
            <HeaderCell isNumeric>{nameMetric(metric)}, %</HeaderCell>
            <HeaderCell>Health</HeaderCell>
            <HeaderCell>Use</HeaderCell>
            <HeaderCell>Model</HeaderCell>
            <HeaderCell>Cluster</HeaderCell>
            <HeaderCell>Site</HeaderCell>
          </tr>
        </thead>
        <tbody>
          <RowSpacer height={view.before} />
          {cells.slice(view.first, view.end).map((cell, index) => (
            <TableRow key={`${cell.nodeId}-${cell.slot}`} aria-rowindex={view.first + index + 2}>
              <Cell isPinned>
                <TextLink href={toHref(cell.nodeId, cell.slot)} className="whitespace-nowrap">
                  {cell.node}
                </TextLink>
              </Cell>
              <Cell isNumeric>{cell.slot}</Cell>
              <Cell isNumeric>
                {cell.busy === null ? <Missing reason="Nobody measured it lately" /> : formatPercent(cell.busy)}
              </Cell>
              <Cell>
                <StatusMark {...gpuHealthWords[cell.health]} />
              </Cell>
              <Cell>{gpuUseWords[cell.use].word}</Cell>
              <Cell className="whitespace-nowrap">{cell.model}</Cell>
              <Cell className="whitespace-nowrap">
                {cell.cluster ?? <Missing reason="In no cluster that is known" />}
              </Cell>
              <Cell className="whitespace-nowrap">{siteTitles[cell.site] ?? cell.site}</Cell>
            </TableRow>
          ))}
          <RowSpacer height={view.after} />
        </tbody>
      </Table>
    </TableRegion>
  );
}
