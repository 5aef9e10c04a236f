import { Skeleton, SkeletonGroup } from '@/components/ui/skeleton';

const tiles = ['total', 'allocated', 'active', 'effective'];

/** The GPUs page's shape while it is on its way. */
export function GpusSkeleton() {
  return (
    <SkeletonGroup label="Loading GPUs" className="flex flex-col gap-4">
      <Skeleton className="h-8 w-2/3" />
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        {tiles.map((tile) => (
          <div key={tile} className="flex h-32 flex-col gap-3 rounded-panel border bg-surface px-4 py-3">
            <Skeleton className="w-24" />
            <Skeleton className="h-7 w-28" />
            <Skeleton className="w-32" />
          </div>
        ))}
      </div>
      <div className="flex h-96 flex-col gap-3 rounded-panel border bg-surface px-4 py-3">
        <Skeleton className="w-40" />
        <Skeleton className="h-64 w-full" />
      </div>
    </SkeletonGroup>
  );
}
