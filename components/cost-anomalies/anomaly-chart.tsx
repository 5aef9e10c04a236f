'use client';
import { useId, useMemo, useState } from 'react';
import { ChartMenu } from '@/components/charts/chart-menu';
import { RangeChart } from '@/components/charts/draw/range-chart';
import { toRange } from '@/components/charts/prepare/to-range';
import { Panel } from '@/components/ui/panel';
import type { CostAnomalyDetail } from '@/lib/api/contracts/cost-anomalies';
import { formatDayShortly, formatDays } from '@/lib/format/format-day';
import { formatMoney } from '@/lib/format/format-money';
import { formatQuantity } from '@/lib/format/format-number';
import { toCsv } from '@/lib/format/to-csv';
import { CourseTable } from './course-table';

const height = 280;
const anchor = 'charged-and-expected';
const title = 'Charged against expected';

/** The course of an anomaly's costs against the range that was usual; it can be read as a table. */
export function AnomalyChart({ detail, isRefreshing }: { detail: CostAnomalyDetail; isRefreshing: boolean }) {
  const { anomaly, course } = detail;
  const [isTable, setIsTable] = useState(false);
  const captionId = useId();
  const steps = useMemo(() => toSteps(detail), [detail]);
  const geometry = useMemo(() => toRange(steps), [steps]);
  const unknown = course.filter(({ actual }) => actual === null).length;
  const money = (amount: string | null) => (amount === null ? 'not known' : formatMoney(amount, anomaly.currency));
  const writeCsv = () =>
    toCsv(
      ['from', 'to', 'charged', 'expected', 'usual from', 'usual to', 'currency'],
      course.map(({ from, to, actual, expected, low, high }) => [
        from,
        to,
        actual,
        expected,
        low,
        high,
        anomaly.currency,
      ]),
    );
  return (
    <Panel
      title={title}
      unit={anomaly.currency ?? 'no currency told'}
      isRefreshing={isRefreshing}
      menu={<ChartMenu title={title} anchor={anchor} isTable={isTable} onTable={setIsTable} toCsv={writeCsv} />}
    >
      <figure id={anchor} aria-labelledby={captionId} className="flex flex-col gap-3 px-4 py-3">
        <figcaption id={captionId} className="text-meta text-muted">
          Line: charged, by charge {anomaly.rhythm === 'daily' ? 'day' : 'month'}, UTC. Band: what would have been
          usual, an estimate; dashed: expected. Rings: this anomaly.
          {unknown === 0 ? '' : ` ${formatQuantity(unknown, 'step')} not known: the line is broken there.`}
        </figcaption>
        {isTable ? (
          <CourseTable detail={detail} title={title} />
        ) : geometry.axis === null ? (
          <p className="text-unknown">Nothing of this course is known.</p>
        ) : (
          <RangeChart
            steps={steps}
            geometry={{ ...geometry, axis: geometry.axis }}
            height={height}
            formatValue={(value) => formatAxis(value, anomaly.currency)}
            formatStep={(step) => formatDayShortly(course[step]?.from ?? '')}
            tell={(step) => {
              const at = course[step];
              if (at === undefined) return null;
              return (
                <>
                  <p className="font-medium">{formatDays(at.from, at.to)}</p>
                  <p>Charged: {money(at.actual)}</p>
                  {at.expected === null ? (
                    <p className="text-muted">Too little history to expect anything.</p>
                  ) : (
                    <p className="text-muted">
                      Expected: {money(at.expected)}, usual {money(at.low)} to {money(at.high)}
                    </p>
                  )}
                </>
              );
            }}
          />
        )}
      </figure>
    </Panel>
  );
}

/** Amounts become numbers here alone, for where things are drawn. */
function toSteps({ anomaly, course }: CostAnomalyDetail) {
  const read = (amount: string | null) => (amount === null ? null : Number(amount));
  return course.map(({ from, to, actual, expected, low, high }) => ({
    key: from,
    actual: read(actual),
    expected: read(expected),
    low: read(low),
    high: read(high),
    isMarked: anomaly.from <= from && to <= anomaly.to,
  }));
}

function formatAxis(value: number, currency: string | null): string {
  return new Intl.NumberFormat('en-US', {
    notation: 'compact',
    ...(currency === null ? {} : { style: 'currency', currency }),
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  }).format(value);
}
