'use client';
import { useMemo } from 'react';
import { LineChartPanel } from '@/components/charts/line-chart-panel';
import type { CommitmentBook, Commitments } from '@/lib/api/contracts/cost-commitments';
import { formatDayShortly, formatDays } from '@/lib/format/format-day';
import { formatPercent } from '@/lib/format/format-percent';

const mostTicks = 7;
const axisRule = { bounds: [0, 1] } as const;

/** Coverage, utilisation and spot share over time. */
export function CoverageChart({
  commitments: { steps },
  book,
  isRefreshing,
}: {
  commitments: Commitments;
  book: CommitmentBook;
  isRefreshing: boolean;
}) {
  const startsAt = useMemo(() => steps.map(({ from }) => Date.parse(from)), [steps]);
  const ticks = useMemo(() => {
    const every = Math.max(1, Math.ceil(steps.length / mostTicks));
    return new Map(
      steps.filter((_, index) => index % every === 0).map(({ from }) => [Date.parse(from), formatDayShortly(from)]),
    );
  }, [steps]);
  const series = useMemo(
    () => [
      { key: 'coverage', label: 'Coverage', values: book.series.coverage },
      { key: 'utilisation', label: 'Utilisation', values: book.series.utilisation },
      { key: 'spot', label: 'Spot share of compute cost', values: book.series.spot },
    ],
    [book.series],
  );
  const formatAt = (at: number) => {
    const step = steps.find(({ from }) => Date.parse(from) === at);
    return step === undefined ? '' : formatDays(step.from, step.to);
  };
  return (
    <LineChartPanel
      id="coverage-over-time"
      title="Coverage over time"
      unit="share"
      definition="What is covered of eligible usage, what is used of commitments, and what runs on spot, by charge day, UTC. A line is broken where nothing is told."
      startsAt={startsAt}
      series={series}
      isPartial={steps.at(-1)?.unsettled === true}
      axisRule={axisRule}
      syncId="commitments"
      formatValue={formatPercent}
      ticks={ticks}
      formatAt={formatAt}
      isRefreshing={isRefreshing}
    />
  );
}
