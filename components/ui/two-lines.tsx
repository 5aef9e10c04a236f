import { clsx } from 'clsx';
import type { ReactNode } from 'react';

export interface TwoLinesProps {
  children: ReactNode;
  /** What stands below it, smaller; null: nothing does. */
  second: ReactNode;
  /** Where every row must be as high as the others, each stays on one line, cut where it is too long. */
  isCut?: boolean;
}

/** Two things of one cell, one below the other, so that a table needs fewer columns. Give the cell a greatest width. */
export function TwoLines({ children, second, isCut = false }: TwoLinesProps) {
  const line = isCut ? 'truncate' : 'break-words';
  return (
    <span className={clsx('flex min-w-0 flex-col', isCut || 'py-1')}>
      <span className={line}>{children}</span>
      {second === null ? null : <span className={clsx(line, 'text-meta text-muted')}>{second}</span>}
    </span>
  );
}
