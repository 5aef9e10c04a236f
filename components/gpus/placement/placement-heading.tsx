import type { ReactNode } from 'react';

/** What a figure of a model is called, with its note. */
export function PlacementHeading({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-center gap-1">
      <h3 className="text-meta text-muted">{title}</h3>
      {children}
    </div>
  );
}
