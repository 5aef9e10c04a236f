'use client';
import { type ReactNode, useId, useMemo, useState } from 'react';
import { ChartMenu } from '@/components/charts/chart-menu';
import { StackChart } from '@/components/charts/draw/stack-chart';
import { toStacks } from '@/components/charts/prepare/to-stacks';
import { Panel } from '@/components/ui/panel';
import type { Cost, CostBook } from '@/lib/api/contracts/cost';
import type { CostAxis } from '@/lib/domain/cost/cost-dimension';
import { costMetricWords, costTimeWords, sayCostDimension } from '@/lib/format/cost-words';
import { formatDayShortly, formatDays } from '@/lib/format/format-day';
import { formatMoney } from '@/lib/format/format-money';
import { formatQuantity } from '@/lib/format/format-number';
import { toCsv } from '@/lib/format/to-csv';
import { sayBook } from './book-name';
import { CostLegend } from './cost-legend';
import { CostStepTable } from './cost-step-table';
import { sayStepGaps } from './step-gaps';
import { toCostSeries } from './to-cost-series';

export interface CostChartPanelProps {
  cost: Cost;
  book: CostBook;
  by: CostAxis;
  /** The choice of the book, where there is one. */
  choice: ReactNode;
  isRefreshing: boolean;
}

const height = 280;
const anchor = 'cost-over-time';

/** One currency over time, stacked by a dimension; it can be read as a table, copied and linked to. */
export function CostChartPanel({ cost, book, by, choice, isRefreshing }: CostChartPanelProps) {
  const [isTable, setIsTable] = useState(false);
  const captionId = useId();
  const series = useMemo(() => toCostSeries(book, by), [book, by]);
  const { buckets, stacks } = useMemo(() => toGeometry(cost, book, series), [cost, book, series]);
  const title = `${costMetricWords[cost.metric].title} cost over time`;
  const dimension = sayCostDimension(by);
  const incomplete = buckets.filter(({ isFloor }) => isFloor).length;
  const writeCsv = () =>
    toCsv(
      ['from', 'to', ...series.map(({ label }) => label), 'total', 'currency', 'complete', 'missing'],
      cost.steps.map(({ from, to }, step) => [
        from,
        to,
        ...series.map(({ amounts }) => amounts[step] ?? null),
        book.whole.series[step] ?? null,
        book.currency,
        sayStepGaps(cost, book, step).length === 0 ? 'complete' : 'at least',
        sayStepGaps(cost, book, step).join('; '),
      ]),
    );
  return (
    <Panel
      title={title}
      unit={sayBook(book)}
      isRefreshing={isRefreshing}
      sources={choice}
      menu={<ChartMenu title={title} anchor={anchor} isTable={isTable} onTable={setIsTable} toCsv={writeCsv} />}
    >
      <figure id={anchor} aria-labelledby={captionId} className="flex flex-1 flex-col gap-3 px-4 py-3">
        <figcaption id={captionId} className="text-meta text-muted">
          {costMetricWords[cost.metric].says} {costTimeWords[cost.time].title}, UTC, and {dimension}.
          <span className="sr-only">
            {' '}
            {formatQuantity(buckets.length, 'step')}; {sayTotal(book)} in all
            {incomplete === 0 ? '' : `; ${formatQuantity(incomplete, 'step')} incomplete`}. View as table for every
            figure.
          </span>
        </figcaption>
        {isTable ? (
          <CostStepTable cost={cost} book={book} series={series} title={title} />
        ) : stacks.axis === null ? (
          <p className="text-unknown">No step of this range has a row.</p>
        ) : (
          <>
            <StackChart
              buckets={buckets}
              stacks={{ ...stacks, axis: stacks.axis }}
              paints={series}
              height={height}
              formatValue={(value) => formatAxis(value, book.currency)}
              formatBucket={(bucket) => formatDayShortly(cost.steps[bucket]?.from ?? '')}
              tell={(bucket) => <StepTooltip cost={cost} book={book} series={series} step={bucket} />}
            />
            <CostLegend
              series={series}
              hasUnsettled={buckets.some(({ isUnsettled }) => isUnsettled)}
              hasFloor={incomplete > 0}
            />
          </>
        )}
      </figure>
    </Panel>
  );
}

type Series = ReturnType<typeof toCostSeries>;

/** Amounts become numbers here alone, for where things are drawn. */
function toGeometry(cost: Cost, book: CostBook, series: Series) {
  const buckets = cost.steps.map(({ from, unsettled }, step) => ({
    key: from,
    isUnsettled: unsettled,
    isFloor: sayStepGaps(cost, book, step).length > 0,
  }));
  const values = series.map(({ key, amounts }) => ({
    key,
    values: amounts.map((amount) => (amount === null ? null : Number(amount))),
  }));
  return { buckets, stacks: toStacks(buckets, values) };
}

/** The whole, in words. */
function sayTotal({ whole: { total }, currency }: CostBook): string {
  if (total.amount === null) return 'a sum that is not known';
  return `${total.atLeast ? 'at least ' : ''}${formatMoney(total.amount, currency)}`;
}

function formatAxis(value: number, currency: string | null): string {
  return new Intl.NumberFormat('en-US', {
    notation: 'compact',
    ...(currency === null ? {} : { style: 'currency', currency }),
    minimumFractionDigits: 0,
    maximumFractionDigits: Math.abs(value) < 1 ? 4 : 1,
  }).format(value);
}

interface StepTooltipProps {
  cost: Cost;
  book: CostBook;
  series: Series;
  step: number;
}

function StepTooltip({ cost, book, series, step }: StepTooltipProps) {
  const at = cost.steps[step];
  if (at === undefined) return null;
  const whole = book.whole.series[step] ?? null;
  const gaps = sayStepGaps(cost, book, step);
  return (
    <>
      <p className="font-medium">
        {formatDays(at.from, at.to)}
        {at.unsettled ? ', may still change' : ''}
      </p>
      {series.toReversed().map(({ key, label, amounts }) => {
        const amount = amounts[step] ?? null;
        return amount === null ? null : (
          <p key={key} className="flex justify-between gap-4">
            <span className="truncate text-muted">{label}</span>
            <span className="tabular-nums">{formatMoney(amount, book.currency)}</span>
          </p>
        );
      })}
      <p className="flex justify-between gap-4 border-t font-medium">
        <span>Total</span>
        <span className="tabular-nums">
          {whole === null ? 'not known' : `${gaps.length === 0 ? '' : '≥ '}${formatMoney(whole, book.currency)}`}
        </span>
      </p>
      {gaps.length === 0 ? null : <p className="text-warning">{gaps.join('; ')}</p>}
    </>
  );
}
