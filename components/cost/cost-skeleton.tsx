import { Skeleton, SkeletonGroup } from '@/components/ui/skeleton';

/** The Cost page's shape while it is on its way. */
export function CostSkeleton() {
  return (
    <SkeletonGroup label="Loading costs" className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        <div className="flex h-32 flex-col gap-3 rounded-panel border bg-surface px-4 py-3">
          <Skeleton className="w-24" />
          <Skeleton className="h-7 w-40" />
          <Skeleton className="w-32" />
        </div>
      </div>
      <div className="flex h-96 flex-col gap-3 rounded-panel border bg-surface px-4 py-3">
        <Skeleton className="w-40" />
        <Skeleton className="h-64 w-full" />
      </div>
      <div className="flex h-64 flex-col gap-3 rounded-panel border bg-surface px-4 py-3">
        <Skeleton className="w-40" />
        <Skeleton className="h-40 w-full" />
      </div>
    </SkeletonGroup>
  );
}
