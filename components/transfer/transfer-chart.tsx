'use client';
import { useId, useMemo, useState } from 'react';
import { ChartMenu } from '@/components/charts/chart-menu';
import { StackChart } from '@/components/charts/draw/stack-chart';
import { toStacks } from '@/components/charts/prepare/to-stacks';
import { CostLegend } from '@/components/cost/cost-legend';
import type { CostSeries } from '@/components/cost/to-cost-series';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { DataTransfer, TransferBook } from '@/lib/api/contracts/cost-transfer';
import type { Transfer } from '@/lib/domain/cost/transfer-patterns';
import { formatDayShortly, formatDays } from '@/lib/format/format-day';
import { formatMoney } from '@/lib/format/format-money';
import { toCsv } from '@/lib/format/to-csv';
import { transferKindWords } from '@/lib/format/transfer-words';

const colours: Record<Transfer, string> = {
  internet: 'var(--color-accent)',
  'between-regions': 'var(--color-diverging-6)',
  'between-zones': 'var(--color-sequential-4)',
  'between-providers': 'var(--color-diverging-7)',
  'private-circuit': 'var(--color-sequential-6)',
};
const anchor = 'transfer-over-time';
const title = 'Data transfer over time';
const height = 280;

export interface TransferChartProps {
  transfer: DataTransfer;
  book: TransferBook;
  isRefreshing: boolean;
}

/** Charges for data over time, by kind. */
export function TransferChart({ transfer, book, isRefreshing }: TransferChartProps) {
  const [isTable, setIsTable] = useState(false);
  const captionId = useId();
  const { steps } = transfer;
  const series = useMemo(() => toSeries(book), [book]);
  const { buckets, stacks } = useMemo(() => {
    const made = steps.map(({ from, unsettled, missing }) => ({
      key: from,
      isUnsettled: unsettled,
      isFloor: missing.length > 0,
    }));
    const values = series.map(({ key, amounts }) => ({
      key,
      values: amounts.map((amount) => (amount === null ? null : Number(amount))),
    }));
    return { buckets: made, stacks: toStacks(made, values) };
  }, [steps, series]);
  const writeCsv = () =>
    toCsv(
      ['from', 'to', ...series.map(({ label }) => label), 'currency', 'complete'],
      steps.map(({ from, to, missing }, step) => [
        from,
        to,
        ...series.map(({ amounts }) => amounts[step] ?? null),
        book.currency,
        missing.length === 0 ? 'complete' : 'at least',
      ]),
    );
  return (
    <Panel
      title={title}
      unit={book.currency ?? ''}
      isRefreshing={isRefreshing}
      menu={<ChartMenu title={title} anchor={anchor} isTable={isTable} onTable={setIsTable} toCsv={writeCsv} />}
    >
      <figure id={anchor} aria-labelledby={captionId} className="flex flex-1 flex-col gap-3 px-4 py-3">
        <figcaption id={captionId} className="text-meta text-muted">
          Charges for data by kind and charge day, UTC. View as table for every figure.
        </figcaption>
        {isTable ? (
          <StepTable transfer={transfer} series={series} currency={book.currency} />
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
              formatBucket={(bucket) => formatDayShortly(steps[bucket]?.from ?? '')}
              tell={(bucket) => (
                <StepTooltip transfer={transfer} series={series} step={bucket} currency={book.currency} />
              )}
            />
            <CostLegend
              series={series}
              hasUnsettled={buckets.some(({ isUnsettled }) => isUnsettled)}
              hasFloor={buckets.some(({ isFloor }) => isFloor)}
            />
          </>
        )}
      </figure>
    </Panel>
  );
}

function toSeries(book: TransferBook): CostSeries[] {
  return book.series.map(({ kind, amounts }) => ({
    key: kind,
    label: transferKindWords[kind],
    colour: colours[kind],
    isHatched: false,
    amounts,
  }));
}

function formatAxis(value: number, currency: string | null): string {
  return new Intl.NumberFormat('en-US', {
    notation: 'compact',
    ...(currency === null ? {} : { style: 'currency', currency }),
    minimumFractionDigits: 0,
    maximumFractionDigits: Math.abs(value) < 1 ? 4 : 1,
  }).format(value);
}

interface StepProps {
  transfer: DataTransfer;
  series: readonly CostSeries[];
  currency: string | null;
}

function StepTooltip({ transfer, series, step, currency }: StepProps & { step: number }) {
  const at = transfer.steps[step];
  if (at === undefined) return null;
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
            <span className="tabular-nums">{formatMoney(amount, currency)}</span>
          </p>
        );
      })}
      {at.missing.length === 0 ? null : <p className="text-warning">At least: {at.missing.join(', ')} missing</p>}
    </>
  );
}

function StepTable({ transfer, series, currency }: StepProps) {
  return (
    <TableRegion label={title} className="max-h-72">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned>Days</HeaderCell>
            {series.map(({ key, label }) => (
              <HeaderCell key={key} isNumeric>
                {label}
              </HeaderCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {transfer.steps
            .map(({ from, to }, step) => (
              <TableRow key={from}>
                <Cell isPinned className="whitespace-nowrap">
                  {formatDays(from, to)}
                </Cell>
                {series.map(({ key, amounts }) => {
                  const amount = amounts[step] ?? null;
                  return (
                    <Cell key={key} isNumeric>
                      {amount === null ? <Missing reason="No row tells it" /> : formatMoney(amount, currency)}
                    </Cell>
                  );
                })}
              </TableRow>
            ))
            .toReversed()}
        </tbody>
      </Table>
    </TableRegion>
  );
}
