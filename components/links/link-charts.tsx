'use client';
import { useQuery } from '@tanstack/react-query';
import { useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { LineChartPanel } from '@/components/charts/line-chart-panel';
import { toZoom } from '@/components/charts/prepare/to-zoom';
import { SamplesPanel } from '@/components/gpus/node/samples-panel';
import { RangeChoice } from '@/components/gpus/range-choice';
import { toTicks } from '@/components/gpus/timeline/to-ticks';
import { QueryView } from '@/components/query-view/query-view';
import { useClock } from '@/components/time/clock-provider';
import { Panel } from '@/components/ui/panel';
import { Notice } from '@/components/ui/panel-states';
import type { LinkSeries } from '@/lib/api/contracts/link-series';
import { type GpuSpan, readGpuSpan, writeGpuSpan } from '@/lib/queries/gpus-url';
import { linkSeriesParsers, linkSeriesQuery, toLinkPath } from '@/lib/queries/link-series';
import { formatDuration } from '@/lib/time/format-duration';
import { formatInstant } from '@/lib/time/format-instant';
import { toLinkCharts } from './link-charts-groups';
import { LinkStates } from './link-charts-states';

const ticksOfChart = 7;

/** A link over time: how it stood, what it carried and what was measured of it. What no source tells is named. */
export function LinkCharts({ id }: { id: string }) {
  const [{ from, to, raw }, setUrl] = useQueryStates(linkSeriesParsers, { shallow: true, scroll: false });
  const { zone } = useClock();
  const span = readGpuSpan({ from, to });
  const look = (next: GpuSpan) => void setUrl(writeGpuSpan(next), { history: 'push' });
  const query = useQuery(linkSeriesQuery(id, span));
  const isOld = query.isPlaceholderData;
  const view = (
    <QueryView query={query} subject="Course" needs="inventory:read">
      {(series) => (
        <>
          {isOld
            ? null
            : series.gaps.map((gap) => (
                <Notice key={gap} tone="warning">
                  {gap}
                </Notice>
              ))}
          <Charts series={series} isOld={isOld} onZoom={look} />
          {series.series.length === 0 ? null : (
            <SamplesPanel
              path={toLinkPath(id)}
              series={series.series}
              span={span}
              chosen={raw}
              onChoose={(next) => void setUrl({ raw: next }, { history: 'replace' })}
            />
          )}
        </>
      )}
    </QueryView>
  );
  return (
    <section aria-label="Over time" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="font-semibold text-panel">Over time</h2>
        <RangeChoice span={span} onSpan={look} />
        <span className="text-meta text-muted">Times in {zone}. A point is the mean of its bucket.</span>
      </div>
      <p role="status" className="text-muted empty:hidden">
        {isOld ? 'Reading this range; what is shown is of the one before.' : null}
      </p>
      {query.data === undefined ? <Panel title="Course">{view}</Panel> : view}
    </section>
  );
}

interface ChartsProps {
  series: LinkSeries;
  isOld: boolean;
  onZoom: (span: GpuSpan) => void;
}

function Charts({ series, isOld, onZoom }: ChartsProps) {
  const { now, zone } = useClock();
  const { charts, untold } = useMemo(() => toLinkCharts(series), [series]);
  const startsAt = useMemo(() => series.startsAt.map((start) => Date.parse(start)), [series.startsAt]);
  const ticks = useMemo(
    () =>
      new Map(
        toTicks(series.startsAt, zone, ticksOfChart).map(({ position, label }) => [
          startsAt[position] ?? Number.NaN,
          label,
        ]),
      ),
    [series.startsAt, startsAt, zone],
  );
  const formatAt = (at: number) => formatInstant(new Date(at), now, zone);
  const last = startsAt.at(-1);
  return (
    <>
      <Panel title="State" unit={`${formatDuration(series.stepMs)} a step`} isRefreshing={isOld}>
        <div className="px-4 py-3">
          <LinkStates series={series} formatAt={formatAt} />
        </div>
      </Panel>
      {isOld || untold.length === 0 ? null : (
        <div className="text-muted">
          <p>
            <span className="font-medium text-unknown">Not told</span> of this link by any source in this range:
          </p>
          <ul className="list-disc pl-5">
            {untold.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      )}
      <div className="grid gap-4 lg:grid-cols-2">
        {charts.map(({ id, title, unit, definition, series: lines, axisRule, format, isStepped, lastMeasuredAt }) => (
          <LineChartPanel
            key={id}
            id={id}
            title={title}
            unit={`${unit}, ${formatDuration(series.stepMs)} a point`}
            definition={`${definition}${lastMeasuredAt === null ? '' : ` Last measured ${formatAt(Date.parse(lastMeasuredAt))}.`}`}
            startsAt={startsAt}
            series={lines}
            isPartial={last !== undefined && last + series.stepMs > now.getTime()}
            isRefreshing={isOld}
            isStepped={isStepped}
            axisRule={axisRule}
            syncId="link"
            formatValue={format}
            ticks={ticks}
            formatAt={formatAt}
            onDrag={(one, other) => {
              const stretch = toZoom(startsAt, series.stepMs, one, other);
              if (stretch !== null) onZoom(stretch);
            }}
          />
        ))}
      </div>
    </>
  );
}
