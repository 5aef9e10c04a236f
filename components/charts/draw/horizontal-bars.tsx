import Link from 'next/link';
import { formatCount } from '@/lib/format/format-count';
import type { Bar } from '../prepare/to-bars';

export interface HorizontalBarsProps {
  bars: readonly Bar[];
  /** Where a bar leads; null where it leads nowhere. */
  toHref: (bar: Bar) => string | null;
}

/** Bars from zero, each labelled with its name and its figure; a list to a screen reader. */
export function HorizontalBars({ bars, toHref }: HorizontalBarsProps) {
  return (
    <ul className="flex flex-col gap-1">
      {bars.map((bar) => {
        const href = toHref(bar);
        return (
          <li
            key={bar.key}
            className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] sm:grid-cols-[10rem_minmax(0,1fr)_auto] items-center gap-3"
          >
            {href === null ? (
              <span className="truncate text-muted text-table">{bar.label}</span>
            ) : (
              <Link
                href={href}
                title={bar.label}
                className="flex min-h-6 items-center rounded-control text-table hover:text-accent hover:underline"
              >
                <span className="truncate">{bar.label}</span>
              </Link>
            )}
            <svg aria-hidden="true" width="100%" height="12" className="text-sequential-4">
              <rect width={`${bar.share * 100}%`} height="12" rx="2" fill="currentColor" />
              <rect width="2" height="12" fill="currentColor" />
            </svg>
            <span className="min-w-14 text-right text-table tabular-nums">{formatCount(bar)}</span>
          </li>
        );
      })}
    </ul>
  );
}
