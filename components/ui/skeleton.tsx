import { clsx } from 'clsx';

/** A grey bar where text will be. It shows after 200 ms, so that a quick answer never flashes it. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={clsx('h-4 animate-skeleton rounded-control bg-sunken', className)} />;
}

export interface SkeletonGroupProps {
  /** What is loading, read aloud, e.g. `Loading resources`. */
  label: string;
  children: React.ReactNode;
  className?: string;
}

/** The shape of what is to come. Says once that it is loading. */
export function SkeletonGroup({ label, children, className }: SkeletonGroupProps) {
  return (
    <div role="status" aria-busy="true" className={className}>
      <span className="sr-only">{label}</span>
      {children}
    </div>
  );
}

const rowKeys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'];

/** Lines of a list to come, at most twelve. */
export function SkeletonRows({ label, rows = 6 }: { label: string; rows?: number }) {
  return (
    <SkeletonGroup label={label} className="flex flex-col">
      {rowKeys.slice(0, rows).map((key) => (
        <div key={key} className="flex h-8 items-center gap-4 border-b px-4 last:border-b-0">
          <Skeleton className="w-2/5" />
          <Skeleton className="w-1/5" />
          <Skeleton className="ml-auto w-16" />
        </div>
      ))}
    </SkeletonGroup>
  );
}
