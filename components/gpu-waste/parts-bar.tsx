'use client';
import { useId } from 'react';
import { StackPatterns, StackSwatch, toFill } from '@/components/charts/draw/stack-paint';
import { sayBook } from '@/components/cost/book-name';
import { Money } from '@/components/cost/money';
import { Panel } from '@/components/ui/panel';
import type { GpuWaste, GpuWasteCost } from '@/lib/api/contracts/gpu-waste';
import { type GpuCostPart, isMeasuredPart, totalGpuTime } from '@/lib/domain/cost/gpu-use';
import { formatPercent } from '@/lib/format/format-percent';
import { formatGpuHours, gpuPartWords } from '@/lib/format/gpu-waste-words';
import { judgeCost, judgeTime } from './judge-measured';
import { paintsOf } from './part-paints';
import { shareOf, timeOf } from './waste-figures';

export interface PartsBarProps {
  waste: GpuWaste;
  book: GpuWasteCost | null;
  unit: 'cost' | 'hours';
  isRefreshing: boolean;
}

/** The whole as one bar of its parts, each with its amount, hours and what it is. */
export function PartsBar({ waste: { whole }, book, unit, isRefreshing }: PartsBarProps) {
  const id = useId();
  const all = totalGpuTime(whole.time);
  const toShare = (part: GpuCostPart) => {
    if (unit === 'cost' && book !== null) return shareOf(book.parts[part], book.total);
    return all === 0 ? null : timeOf(whole, part) / all;
  };
  const { isAny, isAll } = unit === 'cost' && book !== null ? judgeCost(book) : judgeTime(whole.time);
  const isNought = (part: GpuCostPart) =>
    unit === 'cost' && book !== null ? book.parts[part] === '0' : timeOf(whole, part) === 0;
  const paints = paintsOf(book === null ? 'hours' : unit);
  const parts = paints.map((paint) => ({ paint, share: toShare(paint.key) }));
  const starts = parts.map((_, index) => parts.slice(0, index).reduce((sum, { share }) => sum + Number(share), 0));
  return (
    <Panel
      title={unit === 'cost' ? 'Where the GPU bill went' : 'Where the GPU-hours went'}
      unit={unit === 'cost' && book !== null ? sayBook(book) : 'GPU-hours of listed devices'}
      isRefreshing={isRefreshing}
    >
      <div className="flex flex-col gap-3 px-4 py-3">
        <svg
          aria-hidden="true"
          width="100%"
          height="28"
          viewBox="0 0 1000 28"
          preserveAspectRatio="none"
          className="rounded-control"
        >
          <StackPatterns id={id} paints={paints} />
          {parts.map(({ paint, share }, index) => (
            <rect
              key={paint.key}
              x={Number(starts[index]) * 1000}
              width={Math.max(0, Number(share) * 1000)}
              height="28"
              fill={toFill(id, paint)}
              stroke="var(--color-surface)"
              strokeWidth="1"
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </svg>
        <ul className="grid gap-x-6 gap-y-2 sm:grid-cols-2 xl:grid-cols-3">
          {parts.map(({ paint, share }, index) => (
            <li key={paint.key} className="flex min-w-0 flex-col">
              <span className="flex items-center gap-1.5 font-medium">
                <StackSwatch id={`${id}-${index.toString()}`} paint={paint} />
                {paint.label}
              </span>
              {isMeasuredPart(paint.key) && !isAny ? (
                <span className="text-unknown">Not known: nothing is measured</span>
              ) : isMeasuredPart(paint.key) && !isAll && isNought(paint.key) ? (
                <span className="text-unknown">None known of: not all is measured</span>
              ) : (
                <span className="tabular-nums">
                  {isMeasuredPart(paint.key) && !isAll ? <span className="text-muted">at least </span> : null}
                  {unit === 'hours' || book === null ? (
                    `${formatGpuHours(timeOf(whole, paint.key))} GPU-hours`
                  ) : (
                    <Money amount={book.parts[paint.key]} currency={book.currency} />
                  )}
                  , {share === null ? 'share not known' : formatPercent(share)}
                </span>
              )}
              {unit === 'hours' || gpuPartWords[paint.key].state === null ? null : (
                <span className="text-meta text-muted">
                  {formatGpuHours(timeOf(whole, paint.key))} GPU-hours listed
                </span>
              )}
              <span className="text-meta text-muted">{gpuPartWords[paint.key].says}</span>
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
