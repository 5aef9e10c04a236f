import { clsx } from 'clsx';
import { type ReactNode, useId } from 'react';

export interface DetailSectionProps {
  title: string;
  /** The content brings its own margins. */
  isFlush?: boolean;
  children: ReactNode;
}

/** A titled part of the details. */
export function DetailSection({ title, isFlush = false, children }: DetailSectionProps) {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId} className="border-b py-3">
      <h3 id={headingId} className="px-4 pb-1 font-medium text-meta text-subtle">
        {title}
      </h3>
      <div className={clsx(!isFlush && 'px-4')}>{children}</div>
    </section>
  );
}
