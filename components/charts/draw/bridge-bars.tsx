import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { Bridge } from '../prepare/to-bridge';

export interface BridgeBarsProps {
  bridge: Bridge;
  /** The name of a bar: words, or what leads to more. */
  toLabel: (key: string, label: string) => ReactNode;
  /** The figure at a bar's end. */
  toFigure: (key: string) => ReactNode;
}

/** A waterfall lying down: rises and falls one below the other, from a line where nothing changed; a list to a reader. */
export function BridgeBars({ bridge: { bars, origin }, toLabel, toFigure }: BridgeBarsProps) {
  return (
    <ul className="flex flex-col gap-1">
      {bars.map(({ key, label, from, to, isFall, isTotal }) => (
        <li
          key={key}
          className={clsx(
            'grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 sm:grid-cols-[12rem_minmax(0,1fr)_8rem]',
            isTotal && 'border-t pt-1 font-medium',
          )}
        >
          <span className="min-w-0 truncate text-table">{toLabel(key, label)}</span>
          <svg
            aria-hidden="true"
            width="100%"
            height="14"
            className={clsx(
              'col-span-2 row-start-2 overflow-visible sm:col-span-1 sm:row-start-auto',
              isTotal ? 'text-muted' : isFall ? 'text-diverging-2' : 'text-diverging-6',
            )}
          >
            <line x1={`${origin * 100}%`} x2={`${origin * 100}%`} y1="-3" y2="17" className="stroke-border-control" />
            <rect
              x={`${Math.min(from, to) * 100}%`}
              width={`${Math.abs(to - from) * 100}%`}
              height="14"
              rx="1"
              fill="currentColor"
            />
            {to === from ? <rect x={`${to * 100}%`} width="2" height="14" fill="currentColor" /> : null}
          </svg>
          <span className="text-right text-table tabular-nums">{toFigure(key)}</span>
        </li>
      ))}
    </ul>
  );
}
