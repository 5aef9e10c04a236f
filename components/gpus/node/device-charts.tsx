'use client';
import { useMemo } from 'react';
import { LineChartPanel } from '@/components/charts/line-chart-panel';
import type { AxisRule } from '@/components/charts/prepare/to-line-chart';
import { toZoom } from '@/components/charts/prepare/to-zoom';
import { useClock } from '@/components/time/clock-provider';
import type { GpuHistory } from '@/lib/api/contracts/gpu-history';
import { formatMeasure, nameUnit } from '@/lib/format/metric-words';
import type { GpuStretch } from '@/lib/queries/gpus-url';
import { formatDuration } from '@/lib/time/format-duration';
import { formatInstant } from '@/lib/time/format-instant';
import { toTicks } from '../timeline/to-ticks';
import { isLastPartial } from '../timeline/to-timeline-sections';
import { toChartGroups } from './to-chart-groups';

const ticksOfChart = 7;

/** Shares have one scale; what fills up is read from empty; the rest shows how it moves. */
function toAxisRule(unit: string): AxisRule {
  if (unit === '1') return shareAxis;
  return unit === 'By' ? sizeAxis : unit === 'By/s' ? rateAxis : plainAxis;
}
const shareAxis: AxisRule = { bounds: [0, 1] };
const sizeAxis: AxisRule = { isFromZero: true, isBinary: true };
const rateAxis: AxisRule = { isBinary: true };
const plainAxis: AxisRule = {};

export interface DeviceChartsProps {
  history: GpuHistory;
  /** The history is of another range than was asked for. */
  isOld: boolean;
  onZoom: (stretch: GpuStretch) => void;
}

/** What was measured of a device over time, a chart for what belongs together; what nobody measured is named. */
export function DeviceCharts({ history, isOld, onZoom }: DeviceChartsProps) {
  const { now, zone } = useClock();
  const { groups, unmeasured } = useMemo(() => toChartGroups(history), [history]);
  const startsAt = useMemo(() => history.startsAt.map((start) => Date.parse(start)), [history]);
  const isPartial = isLastPartial(history, now);
  const zoom = (one: number, other: number) => {
    const stretch = toZoom(startsAt, history.stepMs, one, other);
    if (stretch !== null) onZoom(stretch);
  };
  const ticks = useMemo(
    () =>
      new Map(
        toTicks(history.startsAt, zone, ticksOfChart).map(({ position, label }) => [
          startsAt[position] ?? Number.NaN,
          label,
        ]),
      ),
    [history.startsAt, startsAt, zone],
  );
  return (
    <>
      {isOld || unmeasured.length === 0 ? null : (
        <p className="text-muted">
          <span className="font-medium text-unknown">Not measured</span> of this GPU by any source in this range:{' '}
          {unmeasured.join(', ')}.
        </p>
      )}
      <p className="text-muted">The fabric between nodes is measured by host, where it is, and not by GPU.</p>
      <div className="grid gap-4 lg:grid-cols-2 2xl:grid-cols-3">
        {groups.map(({ id, title, unit, definition, series }) => (
          <LineChartPanel
            key={id}
            id={id}
            title={title}
            unit={`${nameUnit(unit)}, ${formatDuration(history.stepMs)} a point`}
            definition={definition}
            startsAt={startsAt}
            series={series}
            isPartial={isPartial}
            isRefreshing={isOld}
            onDrag={zoom}
            axisRule={toAxisRule(unit)}
            syncId="device"
            formatValue={(value) => formatMeasure(value, unit)}
            ticks={ticks}
            formatAt={(at) => formatInstant(new Date(at), now, zone)}
          />
        ))}
      </div>
    </>
  );
}
