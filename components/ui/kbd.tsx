import type { ReactNode } from 'react';

/** A key or a chord, e.g. `⌘K`. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded-control border border-border bg-sunken px-1 text-meta text-muted">
      {children}
    </kbd>
  );
}
