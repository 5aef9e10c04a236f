'use client';
import { useMemo } from 'react';
import { LineChartPanel } from '@/components/charts/line-chart-panel';
import { useClock } from '@/components/time/clock-provider';
import type { GpuHistory } from '@/lib/api/contracts/gpus';
import { formatMeasure, nameUnit } from '@/lib/format/metric-words';
import { formatDuration } from '@/lib/time/format-duration';
import { formatInstant } from '@/lib/time/format-instant';
import { utc } from '@/lib/time/zone';
import { isLastPartial } from '../timeline/to-timeline-sections';
import { toChartGroups } from './to-chart-groups';

const share = [0, 1] as const;
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' });
const dayMs = 86_400_000;

/** What was measured of a device over time, a chart for what belongs together; what nobody measured is named. */
export function DeviceCharts({ history }: { history: GpuHistory }) {
  const { now } = useClock();
  const { groups, unmeasured } = useMemo(() => toChartGroups(history), [history]);
  const startsAt = useMemo(() => history.startsAt.map((start) => Date.parse(start)), [history]);
  const isPartial = isLastPartial(history, now);
  const isLong = history.stepMs * history.startsAt.length > dayMs;
  const formatTick = (at: number) => (isLong && at % dayMs < history.stepMs ? day : clock).format(at);
  return (
    <>
      {unmeasured.length === 0 ? null : (
        <p className="text-muted">
          <span className="font-medium text-unknown">Not measured</span> of this GPU by any source in this range:{' '}
          {unmeasured.join(', ')}.
        </p>
      )}
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
            bounds={unit === '1' ? share : null}
            syncId="device"
            formatValue={(value) => formatMeasure(value, unit)}
            formatTick={formatTick}
            formatAt={(at) => formatInstant(new Date(at), now, utc)}
          />
        ))}
      </div>
    </>
  );
}
