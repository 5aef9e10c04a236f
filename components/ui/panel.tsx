import { clsx } from 'clsx';
import { type ReactNode, useId } from 'react';
import { RefreshBar } from './refresh-bar';

export interface PanelProps {
  title: string;
  /** The unit of what is shown, e.g. `resources`. */
  unit?: string;
  /** Which sources it stands on and how old they are, when they are not all fresh. */
  sources?: ReactNode;
  /** A menu or a button, at the right of the header. */
  menu?: ReactNode;
  /** New data is on its way while the old stays. */
  isRefreshing?: boolean;
  children: ReactNode;
  className?: string;
  headingLevel?: 2 | 3;
}

/** A bordered part of a page with a 40 px header. */
export function Panel({
  title,
  unit,
  sources,
  menu,
  isRefreshing = false,
  children,
  className,
  headingLevel = 2,
}: PanelProps) {
  const headingId = useId();
  const Heading = headingLevel === 2 ? 'h2' : 'h3';
  return (
    <section
      aria-labelledby={headingId}
      className={clsx('relative flex min-w-0 flex-col rounded-panel border bg-surface', className)}
    >
      <RefreshBar isActive={isRefreshing} />
      <header className="flex min-h-10 flex-wrap items-center gap-x-2 border-b px-4 py-1">
        <Heading id={headingId} className="py-1.5 font-semibold text-body">
          {title}
        </Heading>
        {unit ? <span className="text-meta text-subtle">{unit}</span> : null}
        <div className="ml-auto flex min-w-0 items-center gap-2 text-meta text-muted">
          {sources}
          {menu}
        </div>
      </header>
      {children}
    </section>
  );
}
