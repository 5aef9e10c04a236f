'use client';
import { Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Popover } from '@/components/ui/popover';
import type { CostSource } from '@/lib/api/contracts/cost';
import { SourceLine } from './source-line';

export interface NotePopoverProps {
  title: string;
  /** What it was told from; absent: the page tells that elsewhere. */
  sources?: readonly CostSource[];
  /** Terms and what is said of each, as `dt` and `dd`. */
  children: ReactNode;
}

/** What a figure or a table has to say of itself, a press away. */
export function NotePopover({ title, sources, children }: NotePopoverProps) {
  return (
    <Popover
      label={`About “${title}”`}
      className="max-h-[80vh] overflow-y-auto"
      trigger={
        <Button variant="quiet" size="compact" aria-label={`About “${title}”`} className="w-7 px-0!">
          <Info aria-hidden />
        </Button>
      }
    >
      <p className="border-b px-4 py-2 font-semibold">{title}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1.5 px-4 py-3 text-table [&>dt]:text-muted">
        {children}
      </dl>
      {sources === undefined ? null : (
        <>
          <p className="border-t px-4 pt-2 font-medium text-table">Sources</p>
          {sources.length === 0 ? (
            <p className="px-4 py-2 text-muted">None.</p>
          ) : (
            <ul className="flex flex-col divide-y">
              {sources.map((source, index) => (
                <SourceLine key={`${source.title} ${source.source} ${index.toString()}`} source={source} />
              ))}
            </ul>
          )}
        </>
      )}
    </Popover>
  );
}
