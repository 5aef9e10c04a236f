'use client';
import { Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { SourceList } from '@/components/sources/source-list';
import { Instant } from '@/components/time/instant';
import { Button } from '@/components/ui/button';
import { Popover } from '@/components/ui/popover';
import type { Source } from '@/lib/api/contracts/sources';

export interface FigureNoteProps {
  /** What the figure is called, e.g. `Allocated`. */
  title: string;
  /** What it counts, in a sentence or two. */
  definition: ReactNode;
  /** How it is calculated. */
  formula: string;
  /** The sources' own names for what they measured; empty where nothing is measured. */
  sourceNames?: readonly string[];
  /** What was measured and is not in it; null or absent where nothing is. */
  leftOut?: string | null;
  /** When it was put together. ISO 8601. */
  at: string;
  /** When the oldest sample in it was measured; null where there is none. */
  oldestAt?: string | null;
  sources: readonly Source[];
}

/** Everything a figure has to say of itself: definition, formula, age and sources, a press away. */
export function FigureNote({
  title,
  definition,
  formula,
  sourceNames,
  leftOut,
  at,
  oldestAt,
  sources,
}: FigureNoteProps) {
  return (
    <Popover
      label={`About “${title}”`}
      trigger={
        <Button variant="quiet" size="compact" aria-label={`About “${title}”`} className="w-7 px-0!">
          <Info aria-hidden />
        </Button>
      }
    >
      <p className="border-b px-4 py-2 font-semibold">{title}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1.5 px-4 py-3 text-table [&>dt]:text-muted">
        <dt>Definition</dt>
        <dd>{definition}</dd>
        <dt>Formula</dt>
        <dd>{formula}</dd>
        {sourceNames === undefined ? null : (
          <>
            <dt>Measured as</dt>
            <dd className="wrap-anywhere">
              {sourceNames.length === 0 ? 'No sample lately' : <code>{sourceNames.join(', ')}</code>}
            </dd>
          </>
        )}
        {leftOut ? (
          <>
            <dt>Left out</dt>
            <dd>{leftOut}</dd>
          </>
        ) : null}
        <dt>Age</dt>
        <dd>
          Put together <Instant at={at} as="both" />
          {oldestAt ? (
            <>
              ; oldest sample <Instant at={oldestAt} as="both" />
            </>
          ) : null}
        </dd>
      </dl>
      <p className="border-t px-4 pt-2 font-medium text-table">Sources</p>
      {sources.length === 0 ? <p className="px-4 py-2 text-muted">None.</p> : <SourceList sources={sources} />}
    </Popover>
  );
}
