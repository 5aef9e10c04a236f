'use client';
import { useRef } from 'react';
import { useRowWindow } from '@/components/inventory/list/use-row-window';
import { useClock } from '@/components/time/clock-provider';
import { Missing } from '@/components/ui/missing';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { GpuTimeline } from '@/lib/api/contracts/gpus';
import { formatPercent } from '@/lib/format/metric-words';
import { formatInstant } from '@/lib/time/format-instant';
import { RowSpacer } from '../row-spacer';
import { useDeviceHref } from '../use-device-href';

const columns = 12;
const rows = { rowHeight: 32, headerHeight: 32, overscan: 8 };

/** The latest buckets of every node as a table, of which only the rows in view are drawn; the CSV has all of them. */
export function TimelineTable({
  timeline: { startsAt, nodes },
  siteTitles,
}: {
  timeline: GpuTimeline;
  siteTitles: Readonly<Record<string, string>>;
}) {
  const { now, zone } = useClock();
  const toHref = useDeviceHref();
  const frame = useRef<HTMLElement>(null);
  const view = useRowWindow(frame, nodes.length, rows);
  const shown = startsAt.slice(-columns);
  const first = startsAt.length - shown.length;
  return (
    <>
      {first === 0 ? null : (
        <p className="text-meta text-muted">
          The latest {shown.length} of {startsAt.length} cells, in %. Copy the CSV for all.
        </p>
      )}
      <TableRegion ref={frame} label="Nodes over time" className="max-h-[40rem] rounded-control border">
        <Table aria-rowcount={nodes.length + 1}>
          <thead>
            <tr>
              <HeaderCell isPinned>Node</HeaderCell>
              <HeaderCell>Site</HeaderCell>
              {shown.map((start) => (
                <HeaderCell key={start} isNumeric>
                  {formatInstant(new Date(start), now, zone)}
                </HeaderCell>
              ))}
            </tr>
          </thead>
          <tbody>
            <RowSpacer height={view.before} />
            {nodes.slice(view.first, view.end).map(({ id, name, site, values }, row) => (
              <TableRow key={id} aria-rowindex={view.first + row + 2}>
                <Cell isPinned>
                  <TextLink href={toHref(id)} className="whitespace-nowrap">
                    {name}
                  </TextLink>
                </Cell>
                <Cell className="whitespace-nowrap">{siteTitles[site] ?? site}</Cell>
                {shown.map((start, index) => {
                  const value = values[first + index];
                  return (
                    <Cell key={start} isNumeric>
                      {typeof value === 'number' ? formatPercent(value) : <Missing reason="Not measured" />}
                    </Cell>
                  );
                })}
              </TableRow>
            ))}
            <RowSpacer height={view.after} />
          </tbody>
        </Table>
      </TableRegion>
    </>
  );
}
