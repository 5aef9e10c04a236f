'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { LineChartPanel } from '@/components/charts/line-chart-panel';
import type { LineSeries } from '@/components/charts/prepare/to-line-chart';
import { toZoom } from '@/components/charts/prepare/to-zoom';
import { RangeChoice } from '@/components/gpus/range-choice';
import { toTicks } from '@/components/gpus/timeline/to-ticks';
import { QueryView } from '@/components/query-view/query-view';
import { useClock } from '@/components/time/clock-provider';
import { Notice } from '@/components/ui/panel-states';
import type { PathPair, PathSeries } from '@/lib/api/contracts/path-series';
import { formatPercent } from '@/lib/format/format-percent';
import { type GpuSpan, readGpuSpan, writeGpuSpan } from '@/lib/queries/gpus-url';
import { pathPairQuery } from '@/lib/queries/paths';
import type { PathsUrlState } from '@/lib/queries/paths-url';
import { formatDuration } from '@/lib/time/format-duration';
import { formatInstant } from '@/lib/time/format-instant';
import { formatLatency } from '../links/format-latency';
import { formatPathValue } from './path-value';
import { pathKindNames, pathSourceWords } from './path-words';

const ticksOfChart = 7;

export interface WayChartsProps {
  way: { from: string; to: string };
  url: PathsUrlState;
  titleOf: (site: string) => string;
  onChange: (part: Partial<Record<keyof PathsUrlState, unknown>>) => void;
}

/** A pair of sites over time: p50 and p95, loss and jitter, either way, by each kind and source. */
export function WayCharts({ way, url, titleOf, onChange }: WayChartsProps) {
  const { zone } = useClock();
  const span = toSpan(url);
  const query = useQuery(pathPairQuery(way, span));
  const look = (next: GpuSpan) => onChange(writeGpuSpan(next));
  return (
    <div className="flex flex-col gap-3 border-t px-4 py-3">
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="font-semibold text-body">Over time</h3>
        <RangeChoice span={span} onSpan={look} />
        <span className="text-meta text-muted">
          Times in {zone}. A point is of all that was measured in its bucket together, never a mean of percentiles.
        </span>
      </div>
      <QueryView query={query} subject="Pair" needs="inventory:read">
        {(pair) => (
          <>
            {pair.gaps.map((gap) => (
              <Notice key={gap} tone="warning">
                {gap}
              </Notice>
            ))}
            {pair.series.length === 0 ? (
              <p className="text-unknown">
                Nobody measures either way. An administrator has it measured by “probe add”.
              </p>
            ) : (
              <PairCharts pair={pair} way={way} titleOf={titleOf} isOld={query.isPlaceholderData} onZoom={look} />
            )}
            <Targets pair={pair} titleOf={titleOf} />
          </>
        )}
      </QueryView>
    </div>
  );
}

function toSpan({ from, to }: PathsUrlState): GpuSpan {
  return from === null ? 'now-24h' : readGpuSpan({ from, to });
}

interface PairChartsProps {
  pair: PathPair;
  way: { from: string; to: string };
  titleOf: (site: string) => string;
  isOld: boolean;
  onZoom: (span: GpuSpan) => void;
}

function PairCharts({ pair, way, titleOf, isOld, onZoom }: PairChartsProps) {
  const { now, zone } = useClock();
  const startsAt = useMemo(() => pair.startsAt.map((start) => Date.parse(start)), [pair.startsAt]);
  const ticks = useMemo(
    () =>
      new Map(
        toTicks(pair.startsAt, zone, ticksOfChart).map(({ position, label }) => [
          startsAt[position] ?? Number.NaN,
          label,
        ]),
      ),
    [pair.startsAt, startsAt, zone],
  );
  const last = startsAt.at(-1);
  const charts = toCharts(pair.series, way, titleOf);
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      {charts.map(({ id, title, definition, series, format, isShare }) => (
        <LineChartPanel
          key={id}
          id={id}
          title={title}
          unit={`${formatDuration(pair.stepMs)} a point`}
          definition={definition}
          startsAt={startsAt}
          series={series}
          isPartial={last !== undefined && last + pair.stepMs > now.getTime()}
          isRefreshing={isOld}
          axisRule={isShare ? { isFromZero: true } : {}}
          syncId="way"
          formatValue={format}
          ticks={ticks}
          formatAt={(at) => formatInstant(new Date(at), now, zone)}
          onDrag={(one, other) => {
            const stretch = toZoom(startsAt, pair.stepMs, one, other);
            if (stretch !== null) onZoom(stretch);
          }}
        />
      ))}
    </div>
  );
}

interface Chart {
  id: string;
  title: string;
  definition: string;
  series: LineSeries[];
  format: (value: number) => string;
  isShare: boolean;
}

function toCharts(
  series: readonly PathSeries[],
  { from, to }: { from: string; to: string },
  titleOf: (site: string) => string,
): Chart[] {
  const toWay = (one: { from: string; to: string }) => `${titleOf(one.from)} → ${titleOf(one.to)}`;
  const who = ({ kind, source }: PathSeries) => `${pathKindNames[kind]} by ${pathSourceWords[source].short}`;
  const lines = (
    of: readonly PathSeries[],
    columns: readonly ('p50' | 'p95' | 'loss' | 'jitter')[],
    name: (one: PathSeries) => string,
  ): LineSeries[] =>
    of
      .flatMap((one, index) =>
        columns.map((column) => ({
          key: `${column}${index}`,
          label: columns.length > 1 ? `${column}, ${name(one)}` : name(one),
          values: one[column],
        })),
      )
      .filter(({ values }) => values.some((value) => value !== null));
  const timed = series.filter(({ unit }) => unit === 's');
  const rates = series.filter(({ unit }) => unit === 'By/s');
  const whole = (one: PathSeries) => `${toWay(one)}, ${who(one)}`;
  const ofWay = (id: string, one: { from: string; to: string }): Chart => ({
    id,
    title: `Round trip, ${toWay(one)}`,
    definition:
      'Percentiles of the round trips of each bucket, within one hundredth; of a monitor, of its means of minutes (derived).',
    series: lines(
      timed.filter((each) => each.from === one.from && each.to === one.to),
      ['p50', 'p95'],
      who,
    ),
    format: formatLatency,
    isShare: false,
  });
  const charts: Chart[] = [
    ofWay('way-latency', { from, to }),
    ofWay('way-latency-back', { from: to, to: from }),
    {
      id: 'way-loss',
      title: 'Loss',
      definition: 'Share of attempts without an answer; attempts that tell nothing of the way do not count.',
      series: lines(timed, ['loss'], whole),
      format: formatPercent,
      isShare: true,
    },
    {
      id: 'way-jitter',
      title: 'Jitter',
      definition: 'Mean of the absolute differences of consecutive round trips, both answered.',
      series: lines(timed, ['jitter'], whole),
      format: formatLatency,
      isShare: true,
    },
    {
      id: 'way-throughput',
      title: 'Throughput, p50 and p95',
      definition: 'Bytes a second from the head of the answer to the last byte taken.',
      series: lines(rates, ['p50', 'p95'], whole),
      format: (value) => formatPathValue(value, 'p50', 'By/s'),
      isShare: true,
    },
  ];
  return charts.filter(({ series: each }) => each.length > 0);
}

function Targets({ pair: { targets }, titleOf }: { pair: PathPair; titleOf: (site: string) => string }) {
  if (targets.length === 0) return null;
  return (
    <p className="text-meta text-muted">
      {targets.map(({ from, to, kind, source, address, by, everySeconds }, index) => (
        <span key={`${from} ${to} ${kind} ${address}`}>
          {index === 0 ? '' : ' · '}
          {titleOf(from)} → {titleOf(to)}: {pathKindNames[kind]} to <span className="font-mono">{address}</span>{' '}
          {everySeconds === null ? '' : `every ${everySeconds} s `}
          {by.length === 0 ? 'by no agent in this range' : `by ${by.join(', ')}`}
          {source === 'agent' ? '' : ` (${pathSourceWords[source].title.toLowerCase()})`}
        </span>
      ))}
    </p>
  );
}
