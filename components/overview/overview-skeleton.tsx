import { Skeleton, SkeletonGroup } from '@/components/ui/skeleton';

const panelClasses = 'flex flex-col gap-3 rounded-panel border bg-surface px-4 py-3';

/** The Overview's shape while it is on its way. */
export function OverviewSkeleton() {
  return (
    <SkeletonGroup label="Loading the overview" className="flex flex-col gap-4">
      <div className={`${panelClasses} h-32`}>
        <Skeleton className="w-40" />
        <Skeleton className="w-3/4" />
        <Skeleton className="w-2/3" />
      </div>
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        <TileSkeleton />
        <TileSkeleton />
        <TileSkeleton />
        <TileSkeleton />
      </div>
      <div className="grid gap-4 lg:grid-cols-2">
        <div className={`${panelClasses} h-72`}>
          <Skeleton className="w-40" />
          <Skeleton className="w-full" />
          <Skeleton className="w-3/4" />
        </div>
        <div className={`${panelClasses} h-72`}>
          <Skeleton className="w-40" />
          <Skeleton className="w-full" />
          <Skeleton className="w-1/2" />
        </div>
      </div>
    </SkeletonGroup>
  );
}

function TileSkeleton() {
  return (
    <div className={`${panelClasses} h-26`}>
      <Skeleton className="w-24" />
      <Skeleton className="h-7 w-28" />
      <Skeleton className="w-32" />
    </div>
  );
}
