import { clsx } from 'clsx';
import { Clock } from 'lucide-react';
import type { ReactNode } from 'react';

export interface StaleMarkProps {
  /** How old, e.g. `as of 14:02 UTC, 23 min old`. */
  children: ReactNode;
  isTextHidden?: boolean;
  className?: string;
}

/** The clock that stands beside a status or a figure older than it should be. */
export function StaleMark({ children, isTextHidden = false, className }: StaleMarkProps) {
  return (
    <span className={clsx('inline-flex items-center gap-1 text-meta text-warning', className)}>
      <Clock aria-hidden className="size-3.5 shrink-0" />
      <span className={clsx(isTextHidden && 'sr-only')}>{children}</span>
    </span>
  );
}
