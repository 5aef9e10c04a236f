'use client';
import type { ReactNode } from 'react';
import { Instant } from '@/components/time/instant';
import type { Cost } from '@/lib/api/contracts/cost';
import { formatDay } from '@/lib/format/format-day';
import { formatQuantity } from '@/lib/format/format-number';
import { NotePopover } from './note-popover';
import { judgeComplete, listIncomplete } from './say-complete';

/** What a figure stands on: its sources and steps, and the instant as of which it is told. */
export type FigureGround = Pick<Cost, 'asOf' | 'sources' | 'steps'>;

export interface FigureNoteProps {
  title: string;
  /** What it is, in a sentence or two. */
  definition: ReactNode;
  formula: ReactNode;
  /** More to know: a term and what is said of it. */
  facts?: readonly { term: string; says: ReactNode }[];
  ground: FigureGround;
}

/** Everything a figure has to say of itself, a press away. */
export function FigureNote({ title, definition, formula, facts = [], ground }: FigureNoteProps) {
  return (
    <NotePopover title={title} sources={ground.sources}>
      <dt>Definition</dt>
      <dd>{definition}</dd>
      <dt>Formula</dt>
      <dd>{formula}</dd>
      {facts.map(({ term, says }) => (
        <div key={term} className="contents [&>dt]:text-muted">
          <dt>{term}</dt>
          <dd className="wrap-anywhere tabular-nums">{says}</dd>
        </div>
      ))}
      <dt>Complete</dt>
      <dd>{sayComplete(ground)}</dd>
      <dt>As known</dt>
      <dd>
        <Instant at={ground.asOf} as="both" />
      </dd>
    </NotePopover>
  );
}

/** To which day the range is told whole, in a sentence. */
function sayComplete(ground: FigureGround): string {
  const judged = judgeComplete(ground);
  if (judged === null) return 'No source tells anything.';
  if (judged.isWhole) return `To ${formatDay(judged.day)}, the end of the range.`;
  const names = `${listIncomplete(ground.sources).length} of ${formatQuantity(ground.sources.length, 'billing source')} incomplete`;
  return judged.day === null ? `No day of the range is; ${names}.` : `To ${formatDay(judged.day)}; after it ${names}.`;
}

export interface FigureTileProps extends FigureNoteProps {
  /** What marks it out beside its title; absent: nothing does. */
  badge?: ReactNode;
  /** The figure itself. */
  children: ReactNode;
  /** What stands below it: of what it is made. */
  below: ReactNode;
}

/** One figure with its note. */
export function FigureTile({ badge, children, below, ...note }: FigureTileProps) {
  return (
    <section aria-label={note.title} className="flex flex-col gap-1 rounded-panel border bg-surface px-4 py-3">
      <div className="flex min-h-7 items-center gap-2">
        <h2 className="font-medium text-muted">{note.title}</h2>
        {badge}
        <span className="ml-auto">
          <FigureNote {...note} />
        </span>
      </div>
      <p className="flex flex-wrap items-baseline gap-x-1.5 font-semibold text-figure">{children}</p>
      <div className="text-meta text-muted">{below}</div>
    </section>
  );
}
