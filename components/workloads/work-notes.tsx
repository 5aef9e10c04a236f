'use client';
import { Info } from 'lucide-react';
import { SourceList } from '@/components/sources/source-list';
import { Instant } from '@/components/time/instant';
import { Button } from '@/components/ui/button';
import { Popover } from '@/components/ui/popover';
import type { Source } from '@/lib/api/contracts/sources';

/** What a figure of work says, and how it is calculated. */
interface WorkFigure {
  title: string;
  definition: string;
  formula: string;
}

const figures = {
  position: {
    title: 'Position',
    definition: 'Its place among those that wait in its queue, 1 next. Everybody counts, also whom you may not see.',
    formula:
      'By priority, the higher first, then by the time of eligibility, else of submission. Of several partitions the nearest place. No place where the order is not known.',
  },
  waited: {
    title: 'Waited',
    definition: 'For how long it waits, or waited before it started.',
    formula:
      'From eligibility, else submission, until the start; until the end where it never started; until now while it waits.',
  },
  held: {
    title: 'Held, GPUs',
    definition: 'Whole devices that it has, at work or not.',
    formula:
      'Sum over its pods or nodes, as the scheduler tells them; of a training job that runs, all it asked for. Not told where one part of the sum is not.',
  },
  estimate: {
    title: 'May start',
    definition:
      'What its scheduler expects; else the latest time by which enough devices of its queue are given back, if nothing of higher priority comes and no node fails.',
    formula:
      'Devices that running jobs of its queue give back at their time limits go to those ahead in turn, then to it; what is free now is taken as in use.',
  },
} satisfies Record<string, WorkFigure>;

export interface WorkNotesProps {
  /** What the notes are about, e.g. `the columns`. */
  subject: string;
  about: readonly (keyof typeof figures)[];
  /** When the figures were put together. ISO 8601. */
  at: string;
  sources: readonly Source[];
}

/** What figures of work say of themselves: definition, formula, age and sources, a press away. */
export function WorkNotes({ subject, about, at, sources }: WorkNotesProps) {
  const label = `About ${subject}`;
  return (
    <Popover
      label={label}
      className="max-h-[32rem] overflow-y-auto"
      trigger={
        <Button variant="quiet" size="compact" aria-label={label} className="w-7 px-0!">
          <Info aria-hidden />
        </Button>
      }
    >
      {about.map((key) => (
        <section key={key} className="border-b px-4 py-2 text-table">
          <p className="font-semibold text-body">{figures[key].title}</p>
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 [&>dt]:text-muted">
            <dt>Definition</dt>
            <dd>{figures[key].definition}</dd>
            <dt>Formula</dt>
            <dd>{figures[key].formula}</dd>
          </dl>
        </section>
      ))}
      <p className="px-4 pt-2 text-table">
        Put together <Instant at={at} as="both" />
      </p>
      <p className="px-4 pt-2 font-medium text-table">Sources</p>
      {sources.length === 0 ? <p className="px-4 py-2 text-muted">None.</p> : <SourceList sources={sources} />}
    </Popover>
  );
}
