'use client';
import { useId, useMemo, useState } from 'react';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { TableRegion } from '@/components/ui/table';
import { toCsv } from '@/lib/format/to-csv';
import { ChartMenu } from './chart-menu';
import { LineChart } from './draw/line-chart';
import { toStroke } from './draw/line-strokes';
import { findLastValue } from './prepare/last-value';
import { type AxisRule, type LineChartData, type LineSeries, toLineChart } from './prepare/to-line-chart';

export interface LineChartPanelProps {
  /** Also the anchor of its link; unique on the page. */
  id: string;
  title: string;
  unit: string;
  /** What is measured, by whom and under which name. */
  definition: string;
  /** Starts of the buckets, in milliseconds since the epoch. */
  startsAt: readonly number[];
  series: readonly LineSeries[];
  /** The last bucket is not over. */
  isPartial: boolean;
  axisRule: AxisRule;
  syncId: string;
  formatValue: (value: number) => string;
  /** Labels of the time axis: where they stand, in milliseconds since the epoch, and what they say. */
  ticks: ReadonlyMap<number, string>;
  formatAt: (at: number) => string;
  /** Lines of another range are shown until those of this one come. */
  isRefreshing?: boolean;
  /** A value stands until the next, as of a state. */
  isStepped?: boolean;
  /** The chart was dragged over from one bucket to another, by their places. */
  onDrag?: (one: number, other: number) => void;
}

const height = 200;

/** A small chart of lines with its definition, which can also be read as a table, copied, and linked to. */
export function LineChartPanel({ id, title, unit, definition, ...props }: LineChartPanelProps) {
  const { startsAt, series, isPartial, axisRule, formatValue, formatAt } = props;
  const captionId = useId();
  const [isTable, setIsTable] = useState(false);
  const data = useMemo(
    () => toLineChart(startsAt, series, isPartial, axisRule),
    [startsAt, series, isPartial, axisRule],
  );
  const writeCsv = () =>
    toCsv(
      ['from', ...series.map(({ label }) => label)],
      startsAt.map((at, index) => [new Date(at).toISOString(), ...series.map(({ values }) => values[index] ?? null)]),
    );
  const axis = data.axis;
  return (
    <Panel
      title={title}
      unit={unit}
      headingLevel={3}
      isRefreshing={props.isRefreshing}
      menu={<ChartMenu title={title} anchor={id} isTable={isTable} onTable={setIsTable} toCsv={writeCsv} />}
    >
      <figure id={id} aria-labelledby={captionId} className="flex flex-1 flex-col gap-2 px-4 py-3">
        <figcaption id={captionId} className="text-meta text-muted">
          {definition}
          {axis !== null && axis[0] !== 0 ? ' The axis does not start at zero.' : ''}
          {data.count > data.shown.length ? ` ${data.shown.length} of ${data.count} lines are drawn.` : ''}
          <span className="sr-only"> {toSummary(data, formatValue, formatAt)}</span>
        </figcaption>
        {axis === null ? (
          <p className="text-unknown">{props.isRefreshing ? 'Not known yet.' : 'Not measured in this range.'}</p>
        ) : isTable ? (
          <LineTable data={data} formatValue={formatValue} formatAt={formatAt} title={title} />
        ) : (
          <>
            <LineChart
              data={{ ...data, axis }}
              height={height}
              syncId={props.syncId}
              formatValue={formatValue}
              ticks={props.ticks}
              formatAt={formatAt}
              isStepped={props.isStepped}
              onDrag={props.onDrag}
            />
            <LineLegend data={data} formatValue={formatValue} formatAt={formatAt} />
          </>
        )}
      </figure>
    </Panel>
  );
}

interface LastProps {
  data: LineChartData;
  formatValue: (value: number) => string;
  formatAt: (at: number) => string;
}

function toSummary(
  data: LineChartData,
  formatValue: LastProps['formatValue'],
  formatAt: LastProps['formatAt'],
): string {
  return data.shown
    .map(({ label, values }) => {
      const last = findLastValue(data, values);
      if (last === null) return `${label}: not measured.`;
      return `${label}: last ${formatValue(last.value)}${last.isCurrent ? '' : ` from ${formatAt(last.at)}`}.`;
    })
    .join(' ');
}

function LineLegend({ data, formatValue, formatAt }: LastProps) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-0.5 text-meta">
      {data.shown.map(({ key, label, values }, index) => {
        const { colour, dash } = toStroke(index);
        const last = findLastValue(data, values);
        return (
          <li key={key} className="flex items-center gap-1.5">
            <svg aria-hidden="true" width="20" height="4">
              <line x1="0" y1="2" x2="20" y2="2" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
            </svg>
            <span className="text-muted">{label}</span>
            <span className="tabular-nums">
              {last === null ? <Missing reason="Not measured in this range" /> : formatValue(last.value)}
            </span>
            {last === null || last.isCurrent ? null : <span className="text-unknown">last at {formatAt(last.at)}</span>}
          </li>
        );
      })}
    </ul>
  );
}

interface LineTableProps {
  data: LineChartData;
  title: string;
  formatValue: (value: number) => string;
  formatAt: (at: number) => string;
}

function LineTable({ data: { points, shown }, title, formatValue, formatAt }: LineTableProps) {
  return (
    <TableRegion label={title} className="max-h-72">
      <table className="w-full text-left text-table">
        <thead>
          <tr className="text-meta text-muted">
            <th scope="col" className="h-7 font-medium">
              From
            </th>
            {shown.map(({ key, label }) => (
              <th key={key} scope="col" className="h-7 pl-4 text-right font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map((point) => (
            <tr key={point.at} className="border-t">
              <td className="h-7 whitespace-nowrap">{formatAt(point.at)}</td>
              {shown.map(({ key }) => {
                const value = point.values[key] ?? point.partial[key] ?? null;
                return (
                  <td key={key} className="h-7 pl-4 text-right tabular-nums">
                    {value === null ? <Missing reason="Not measured" /> : formatValue(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </TableRegion>
  );
}
