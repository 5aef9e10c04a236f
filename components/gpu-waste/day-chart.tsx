'use client';
import { useId, useMemo, useState } from 'react';
import { ChartMenu } from '@/components/charts/chart-menu';
import { StackChart } from '@/components/charts/draw/stack-chart';
import { StackSwatch } from '@/components/charts/draw/stack-paint';
import { toStacks } from '@/components/charts/prepare/to-stacks';
import { sayBook } from '@/components/cost/book-name';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { GpuWaste, GpuWasteCost } from '@/lib/api/contracts/gpu-waste';
import { type GpuCostPart, isMeasuredPart } from '@/lib/domain/cost/gpu-use';
import { formatDay, formatDayShortly } from '@/lib/format/format-day';
import { formatMoney } from '@/lib/format/format-money';
import { formatQuantity } from '@/lib/format/format-number';
import { formatGpuHours } from '@/lib/format/gpu-waste-words';
import { toCsv } from '@/lib/format/to-csv';
import { judgeCost, judgeTime } from './judge-measured';
import { paintsOf } from './part-paints';
import type { PartsBarProps } from './parts-bar';
import { costIn, timeOf } from './waste-figures';

const height = 260;
const anchor = 'gpu-waste-by-day';
const dayMs = 86_400_000;
const hourMs = 3_600_000;
type Day = GpuWaste['days'][number];

/** The parts day by day, as cost or as hours; it can be read as a table and copied. */
export function DayChart({ waste: { days }, book, unit, isRefreshing }: PartsBarProps) {
  const [isTable, setIsTable] = useState(false);
  const captionId = useId();
  const told = unit === 'cost' ? book : null;
  const paints = paintsOf(told === null ? 'hours' : 'cost');
  const { buckets, stacks } = useMemo(() => toGeometry(days, told), [days, told]);
  const title = told === null ? 'GPU-hours by day' : 'GPU cost by day';
  const say = (day: Day, part: GpuCostPart) => sayPart(day, part, told);
  const writeCsv = () =>
    toCsv(
      ['day', ...paints.map(({ key }) => key), 'unit', 'accounted hours of the day'],
      days.map((day) => [
        day.day,
        ...paints.map(({ key }) =>
          told === null ? (timeOf(day, key) / hourMs).toString() : (costIn(day, told)?.parts[key] ?? null),
        ),
        told === null ? 'GPU-hours' : sayBook(told),
        (day.coveredMs / hourMs).toString(),
      ]),
    );
  return (
    <Panel
      title={title}
      unit={told === null ? 'GPU-hours of listed devices' : sayBook(told)}
      isRefreshing={isRefreshing}
      menu={<ChartMenu title={title} anchor={anchor} isTable={isTable} onTable={setIsTable} toCsv={writeCsv} />}
    >
      <figure id={anchor} aria-labelledby={captionId} className="flex flex-col gap-3 px-4 py-3">
        <figcaption id={captionId} className="text-meta text-muted">
          What became of the devices on each day, UTC. A day is open at its top where a bill is missing or not every
          hour was accounted.
          <span className="sr-only"> {formatQuantity(days.length, 'day')}. View as table for every figure.</span>
        </figcaption>
        {isTable ? (
          <DayTable days={days} title={title} paints={paints} say={say} />
        ) : stacks.axis === null ? (
          <p className="text-unknown">Nothing is known of any day of this range.</p>
        ) : (
          <>
            <StackChart
              buckets={buckets}
              stacks={{ ...stacks, axis: stacks.axis }}
              paints={paints}
              height={height}
              formatValue={(value) => formatAxis(value, told)}
              formatBucket={(bucket) => formatDayShortly(days[bucket]?.day ?? '')}
              tell={(bucket) => {
                const day = days[bucket];
                return day === undefined ? null : <DayTooltip day={day} paints={paints} say={say} />;
              }}
            />
            <ul className="flex flex-wrap gap-x-4 gap-y-0.5 text-meta text-muted">
              {paints.map((paint, index) => (
                <li key={paint.key} className="flex items-center gap-1.5">
                  <StackSwatch id={`${captionId}-${index.toString()}`} paint={paint} />
                  {paint.label}
                </li>
              ))}
            </ul>
          </>
        )}
      </figure>
    </Panel>
  );
}

/** What a part of a day is, in words; null: not known. */
function sayPart(day: Day, part: GpuCostPart, book: GpuWasteCost | null): string | null {
  const cost = costIn(day, book);
  if (book === null ? day.coveredMs === 0 : cost === null) return null;
  const { isAny, isAll } = cost === null ? judgeTime(day.time) : judgeCost(cost);
  const isFloor = isMeasuredPart(part) && !isAll;
  const isNought = cost === null ? timeOf(day, part) === 0 : cost.parts[part] === '0';
  // A floor of nought says nothing.
  if (isFloor && (!isAny || isNought)) return null;
  const told = cost === null ? formatGpuHours(timeOf(day, part)) : formatMoney(cost.parts[part], cost.currency);
  return isFloor ? `at least ${told}` : told;
}

/** Amounts become numbers here alone, for where things are drawn. */
function toGeometry(days: readonly Day[], book: GpuWasteCost | null) {
  const buckets = days.map(({ day, unsettled, missing, coveredMs }) => ({
    key: day,
    isUnsettled: book !== null && unsettled,
    isFloor: coveredMs < dayMs || (book !== null && missing.length > 0),
  }));
  const values = paintsOf(book === null ? 'hours' : 'cost').map(({ key }) => ({
    key,
    values: days.map((day) => {
      if (book === null) return day.coveredMs === 0 ? null : timeOf(day, key) / hourMs;
      const cost = costIn(day, book);
      return cost === null ? null : Number(cost.parts[key]);
    }),
  }));
  return { buckets, stacks: toStacks(buckets, values) };
}

function formatAxis(value: number, book: GpuWasteCost | null): string {
  return new Intl.NumberFormat('en-US', {
    notation: 'compact',
    ...(book === null || book.currency === null ? {} : { style: 'currency', currency: book.currency }),
    minimumFractionDigits: 0,
    maximumFractionDigits: Math.abs(value) < 1 ? 3 : 1,
  }).format(value);
}

interface DayProps {
  paints: ReturnType<typeof paintsOf>;
  say: (day: Day, part: GpuCostPart) => string | null;
}

function DayTooltip({ day, paints, say }: DayProps & { day: Day }) {
  return (
    <>
      <p className="font-medium">
        {formatDay(day.day)}
        {day.unsettled ? ', may still change' : ''}
      </p>
      {paints.toReversed().map(({ key, label }) => (
        <p key={key} className="flex justify-between gap-4">
          <span className="text-muted">{label}</span>
          <span className="tabular-nums">{say(day, key) ?? 'not known'}</span>
        </p>
      ))}
      {day.coveredMs < dayMs ? (
        <p className="text-warning">{formatGpuHours(day.coveredMs)} of 24 hours accounted</p>
      ) : null}
    </>
  );
}

function DayTable({ days, title, paints, say }: DayProps & { days: readonly Day[]; title: string }) {
  return (
    <TableRegion label={title} className="max-h-96">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned>Day</HeaderCell>
            {paints.map(({ key, label }) => (
              <HeaderCell key={key} isNumeric>
                {label}
              </HeaderCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <TableRow key={day.day}>
              <Cell isPinned>{formatDay(day.day)}</Cell>
              {paints.map(({ key }) => (
                <Cell key={key} isNumeric>
                  {say(day, key) ?? <Missing reason="Nothing of this day is measured" />}
                </Cell>
              ))}
            </TableRow>
          ))}
        </tbody>
      </Table>
    </TableRegion>
  );
}
