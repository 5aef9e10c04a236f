'use client';
import { type ReactNode, useId, useMemo, useState } from 'react';
import { ChartMenu } from '@/components/charts/chart-menu';
import { ForecastChart } from '@/components/charts/draw/forecast-chart';
import { type ForecastPoint, toForecastChart } from '@/components/charts/prepare/to-forecast-chart';
import { Panel } from '@/components/ui/panel';
import type { CostForecastDay, PeriodForecast } from '@/lib/api/contracts/cost-forecast';
import { formatDay, formatDayShortly, formatDays } from '@/lib/format/format-day';
import { formatMoney } from '@/lib/format/format-money';
import { toCsv } from '@/lib/format/to-csv';
import { BackTest } from './back-test';
import { ForecastLegend } from './forecast-legend';
import { ForecastTable } from './forecast-table';
import { nothingSpentWords, sayBand, sayEnd } from './say-forecast';

export interface ForecastPanelProps {
  title: string;
  forecast: PeriodForecast;
  currency: string | null;
  /** What may be spent; null: nothing limits it. */
  limit: string | null;
  isRefreshing: boolean;
  /** What else belongs in the header. */
  menu?: ReactNode;
}

const height = 280;
const anchor = 'forecast';

/** A period's running sum with its forecast, and beside it how such forecasts did in the past. */
export function ForecastPanel({ title, forecast, currency, limit, isRefreshing, menu }: ForecastPanelProps) {
  const [isTable, setIsTable] = useState(false);
  const captionId = useId();
  const points = useMemo(() => forecast.days.map(toPoint), [forecast]);
  const data = useMemo(() => toForecastChart(points, limit === null ? null : Number(limit)), [points, limit]);
  const writeCsv = () =>
    toCsv(
      ['day', 'told', 'at least', 'forecast', 'low 80', 'low 50', 'high 50', 'high 80', 'currency'],
      forecast.days.map(({ day, told, atLeast, forecast: expected, band50, band80 }) => [
        day,
        told,
        told === null ? null : String(atLeast),
        expected,
        band80?.low ?? null,
        band50?.low ?? null,
        band50?.high ?? null,
        band80?.high ?? null,
        currency,
      ]),
    );
  return (
    <Panel
      title={title}
      unit={currency ?? 'No currency told'}
      isRefreshing={isRefreshing}
      sources={menu}
      menu={<ChartMenu title={title} anchor={anchor} isTable={isTable} onTable={setIsTable} toCsv={writeCsv} />}
    >
      <div className="grid gap-x-6 gap-y-4 px-4 py-3 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <figure id={anchor} aria-labelledby={captionId} className="flex min-w-0 flex-col gap-3">
          <figcaption id={captionId} className="text-muted text-table">
            The sum since {formatDay(forecast.from)}, by charge day, UTC. {sayEnd(forecast, currency)}
            {limit === null ? '' : ` The budget is ${formatMoney(limit, currency)}.`}
            <span className="sr-only"> View as table for every figure.</span>
          </figcaption>
          {isTable ? (
            <ForecastTable days={forecast.days} currency={currency} title={title} />
          ) : data.axis === null ? (
            <p className="text-unknown">
              {formatDays(forecast.from, forecast.to)}: {nothingSpentWords[forecast.spent.nothing ?? 'not-told'].says}
            </p>
          ) : (
            <>
              <ForecastChart
                points={points}
                data={{ ...data, axis: data.axis }}
                limit={
                  limit === null ? null : { value: Number(limit), label: `Budget ${formatMoney(limit, currency)}` }
                }
                height={height}
                formatValue={(value) => formatAxis(value, currency)}
                formatPoint={(place) => formatDayShortly(forecast.days[place]?.day ?? '')}
                tell={(place) => <DayTooltip day={forecast.days[place]} currency={currency} />}
              />
              <ForecastLegend hasForecast={data.forecast.length > 0} hasFloor={data.floor.length > 0} />
            </>
          )}
        </figure>
        <BackTest forecast={forecast} />
      </div>
    </Panel>
  );
}

/** Amounts become numbers here alone, for where things are drawn. */
function toPoint({ day, told, atLeast, forecast, band50, band80 }: CostForecastDay): ForecastPoint {
  return {
    key: day,
    told: told === null ? null : Number(told),
    isFloor: atLeast,
    forecast: forecast === null ? null : Number(forecast),
    half: band50 && [Number(band50.low), Number(band50.high)],
    most: band80 && [Number(band80.low), Number(band80.high)],
  };
}

function formatAxis(value: number, currency: string | null): string {
  return new Intl.NumberFormat('en-US', {
    notation: 'compact',
    ...(currency === null ? {} : { style: 'currency', currency }),
    minimumFractionDigits: 0,
    maximumFractionDigits: Math.abs(value) < 1 ? 4 : 1,
  }).format(value);
}

function DayTooltip({ day, currency }: { day: CostForecastDay | undefined; currency: string | null }) {
  if (day === undefined) return null;
  return (
    <>
      <p className="font-medium">Through {formatDay(day.day)}</p>
      {day.told === null ? null : (
        <p className="flex justify-between gap-4">
          <span className="text-muted">{day.atLeast ? 'Told, at least' : 'Told'}</span>
          <span className="tabular-nums">{formatMoney(day.told, currency)}</span>
        </p>
      )}
      {day.forecast === null ? null : (
        <p className="flex justify-between gap-4">
          <span className="text-muted">Expected</span>
          <span className="tabular-nums">about {formatMoney(day.forecast, currency)}</span>
        </p>
      )}
      {[
        { level: 50, band: day.band50 },
        { level: 80, band: day.band80 },
      ].map(({ level, band }) =>
        band === null ? null : (
          <p key={level} className="flex justify-between gap-4">
            <span className="text-muted">{level} % band</span>
            <span className="tabular-nums">{sayBand(band, currency)}</span>
          </p>
        ),
      )}
    </>
  );
}
