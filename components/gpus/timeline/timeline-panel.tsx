'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useId, useMemo, useState } from 'react';
import { ChartMenu } from '@/components/charts/chart-menu';
import { HeatGrid } from '@/components/charts/draw/heat-grid';
import { HeatLegend } from '@/components/charts/draw/heat-legend';
import { toZoom } from '@/components/charts/prepare/to-zoom';
import type { HeatCell } from '@/components/charts/prepare/walk-heat-grid';
import { PanelSources } from '@/components/overview/panel-sources';
import { useClock } from '@/components/time/clock-provider';
import { Panel } from '@/components/ui/panel';
import { EmptyState, Notice, PartialNotice } from '@/components/ui/panel-states';
import type { BusyMetric } from '@/lib/api/contracts/gpu-keys';
import type { GpuFleet, GpuTimeline } from '@/lib/api/contracts/gpus';
import { formatQuantity } from '@/lib/format/format-number';
import { formatPercent, nameMetric } from '@/lib/format/metric-words';
import { toCsv } from '@/lib/format/to-csv';
import type { GpuStretch } from '@/lib/queries/gpus-url';
import { formatDuration } from '@/lib/time/format-duration';
import { formatInstant } from '@/lib/time/format-instant';
import { DefinitionChoice } from '../definition-choice';
import { useDeviceHref } from '../use-device-href';
import { TimelineTable } from './timeline-table';
import { toTicks } from './to-ticks';
import { isLastPartial, toTimelineSections } from './to-timeline-sections';

const anchor = 'nodes-over-time';
const geometry = { cellWidth: 'fill', cellHeight: 14, labelWidth: 168 } as const;

export interface TimelinePanelProps {
  timeline: GpuTimeline;
  fleet: Pick<GpuFleet, 'definitions' | 'siteTitles' | 'funnel'>;
  range: ReactNode;
  isRefreshing: boolean;
  /** The timeline is of another range, definition or filter than was asked for. */
  isOld: boolean;
  onMetric: (metric: BusyMetric) => void;
  onZoom: (stretch: GpuStretch) => void;
}

/** A row a node, a cell a bucket: the mean of its devices by one definition. */
export function TimelinePanel({ timeline, fleet, range, isRefreshing, isOld, onMetric, onZoom }: TimelinePanelProps) {
  const router = useRouter();
  const toHref = useDeviceHref();
  const { now, zone } = useClock();
  const captionId = useId();
  const [isTable, setIsTable] = useState(false);
  const isPartial = isLastPartial(timeline, now);
  const isFloor = fleet.funnel.total.atLeast;
  const sections = useMemo(
    () => toTimelineSections(timeline, fleet.siteTitles, { isPartial, isFloor }),
    [timeline, fleet.siteTitles, isPartial, isFloor],
  );
  const ticks = useMemo(() => toTicks(timeline.startsAt, zone), [timeline.startsAt, zone]);
  const last = timeline.startsAt.length - 1;

  function zoom(one: number, other: number) {
    const starts = timeline.startsAt.map((start) => Date.parse(start));
    const stretch = toZoom(starts, timeline.stepMs, one, other);
    if (stretch !== null) onZoom(stretch);
  }

  function tell({ placed, position }: HeatCell) {
    const value = placed.row.values[position];
    const start = timeline.startsAt[position];
    const when = start === undefined ? 'time unknown' : formatInstant(new Date(start), now, zone);
    return {
      title: placed.row.name,
      lines: [
        `${placed.section.title}${placed.group.title === '' ? '' : `, ${placed.group.title}`}`,
        `From ${when}, ${formatDuration(timeline.stepMs)}`,
        `${nameMetric(timeline.metric)}: ${typeof value === 'number' ? `${formatPercent(value)}, mean of its GPUs` : 'not measured'}`,
        ...(isPartial && position === last ? ['This bucket is not over.'] : []),
      ],
    };
  }

  const writeCsv = () =>
    toCsv(
      ['site', 'cluster', 'node', 'node_id', ...timeline.startsAt],
      timeline.nodes.map(({ site, cluster, name, id, values }) => [site, cluster, name, id, ...values]),
    );

  return (
    <Panel
      title="Nodes over time"
      unit={`% by ${nameMetric(timeline.metric)}, ${formatDuration(timeline.stepMs)} a cell`}
      sources={<PanelSources sources={timeline.sources} />}
      isRefreshing={isRefreshing}
      menu={
        <>
          {range}
          <ChartMenu
            title="Nodes over time"
            anchor={anchor}
            isTable={isTable}
            onTable={setIsTable}
            toCsv={isOld ? undefined : writeCsv}
          />
        </>
      }
    >
      <p role="status" className="px-4 py-2 text-muted empty:hidden">
        {isOld ? 'Reading what was asked for; what is shown is of before.' : null}
      </p>
      {timeline.gaps.map((gap) => (
        <PartialNotice key={gap}>{gap}</PartialNotice>
      ))}
      {timeline.nodesLeftOut === 0 ? null : (
        <Notice tone="neutral">
          {formatQuantity(timeline.nodesLeftOut, 'more node matches', 'more nodes match')}: filter to see them.
        </Notice>
      )}
      <figure id={anchor} aria-labelledby={captionId} className="flex flex-col gap-3 px-4 py-3">
        <DefinitionChoice metric={timeline.metric} definitions={fleet.definitions} onMetric={onMetric} />
        <figcaption id={captionId} className="text-meta text-muted">
          The mean of each node’s GPUs, a cell for every {formatDuration(timeline.stepMs)}. Times in {zone}.
          {isPartial ? ' The last cell is not over.' : ''}
        </figcaption>
        {timeline.nodes.length === 0 ? (
          <EmptyState title="No node to show">Nothing matches, or nobody measured anything in this range.</EmptyState>
        ) : isTable ? (
          <TimelineTable timeline={timeline} siteTitles={fleet.siteTitles} />
        ) : (
          <>
            <div className="flex flex-col gap-2 sm:hidden">
              <p className="text-meta text-muted">A wider window shows all cells as a heatmap.</p>
              <TimelineTable timeline={timeline} siteTitles={fleet.siteTitles} />
            </div>
            <div className="flex flex-col gap-3 max-sm:hidden">
              <HeatLegend missing="not measured" glyphs={[{ glyph: 'partial', says: 'not over yet' }]} />
              <HeatGrid
                label={`Nodes over time by ${nameMetric(timeline.metric)}`}
                instructions="Left and right walk through time, up and down from node to node; Enter opens the node. The menu shows them as a table."
                sections={sections}
                geometry={geometry}
                mostHeight={720}
                tell={tell}
                onOpen={({ placed }) => router.push(toHref(placed.row.id))}
                ticks={ticks}
                onDrag={zoom}
              />
            </div>
          </>
        )}
      </figure>
    </Panel>
  );
}
