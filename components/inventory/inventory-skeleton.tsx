import { Skeleton, SkeletonRows } from '@/components/ui/skeleton';

const rows = 12;

/** The Inventory's shape while it is on its way. */
export function InventorySkeleton() {
  return (
    <div className="flex h-[max(32rem,calc(100dvh-var(--shell-top)))] min-w-0">
      <div className="hidden w-60 shrink-0 border-r bg-surface lg:block" />
      <div className="flex min-w-0 flex-1 flex-col bg-surface">
        <h1 className="sr-only">Inventory</h1>
        <div className="flex h-12 items-center border-b px-4">
          <Skeleton className="h-8 w-80" />
        </div>
        <SkeletonRows label="Loading resources" rows={rows} />
      </div>
    </div>
  );
}
