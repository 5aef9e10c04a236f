'use client';
import { type ReactNode, useId, useState } from 'react';
import { Panel } from '@/components/ui/panel';
import { formatCount } from '@/lib/format/format-count';
import { toCsv } from '@/lib/format/to-csv';
import { ChartMenu } from './chart-menu';
import { HorizontalBars } from './draw/horizontal-bars';
import type { Bar, BarDatum } from './prepare/to-bars';
import { toBars } from './prepare/to-bars';

export interface BarChartPanelProps {
  /** Also the anchor of its link; unique on the page. */
  id: string;
  title: string;
  unit: string;
  /** What a bar stands for, one of it, e.g. `Kind`. */
  dimension: string;
  /** What is counted, and what is left out. */
  definition: string;
  data: readonly BarDatum[];
  nameOthers: (members: number) => string;
  toHref: (bar: Bar) => string | null;
  sources?: ReactNode;
  isRefreshing?: boolean;
  /** Shown instead of the chart when there is nothing to draw. */
  empty: ReactNode;
}

/** A bar chart with its definition, which can also be read as a table, copied, and linked to. */
export function BarChartPanel({
  id,
  title,
  unit,
  dimension,
  definition,
  data,
  nameOthers,
  toHref,
  sources,
  isRefreshing,
  empty,
}: BarChartPanelProps) {
  const [isTable, setIsTable] = useState(false);
  const captionId = useId();
  const bars = toBars(data, nameOthers);
  const writeCsv = () =>
    toCsv(
      [dimension, unit, 'exact or at least'],
      data.map(({ label, value, atLeast }) => [label, value, atLeast ? 'at least' : 'exact']),
    );

  return (
    <Panel
      title={title}
      unit={unit}
      sources={sources}
      isRefreshing={isRefreshing}
      menu={<ChartMenu title={title} anchor={id} isTable={isTable} onTable={setIsTable} toCsv={writeCsv} />}
    >
      <figure id={id} aria-labelledby={captionId} className="flex flex-1 flex-col gap-3 px-4 py-3">
        <figcaption id={captionId} className="text-meta text-muted">
          {definition}
          <span className="sr-only"> {toSummary(bars, unit)}</span>
        </figcaption>
        {data.length === 0 ? empty : isTable ? <BarTable dimension={dimension} unit={unit} data={data} /> : null}
        {data.length > 0 && !isTable ? <HorizontalBars bars={bars} toHref={toHref} /> : null}
      </figure>
    </Panel>
  );
}

function toSummary(bars: readonly Bar[], unit: string): string {
  const [first] = bars;
  if (!first) return '';
  return `Most: ${first.label}, ${formatCount(first)} ${unit}.`;
}

interface BarTableProps {
  dimension: string;
  unit: string;
  data: readonly BarDatum[];
}

function BarTable({ dimension, unit, data }: BarTableProps) {
  return (
    <table className="w-full text-left text-table">
      <thead>
        <tr className="text-meta text-muted">
          <th scope="col" className="h-7 font-medium">
            {dimension}
          </th>
          <th scope="col" className="h-7 text-right font-medium first-letter:uppercase">
            {unit}
          </th>
        </tr>
      </thead>
      <tbody>
        {data.map(({ key, label, ...count }) => (
          <tr key={key} className="border-t">
            <td className="h-7">{label}</td>
            <td className="h-7 text-right">{formatCount(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
