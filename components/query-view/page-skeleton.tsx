import { Page, PageHeader } from '@/components/shell/page-header';
import { SkeletonRows } from '@/components/ui/skeleton';

/** A page to come: its title stands, its panel takes shape. */
export function PageSkeleton({ title }: { title: string }) {
  return (
    <Page>
      <PageHeader title={title} />
      <div className="max-w-[100rem] rounded-panel border bg-surface">
        <SkeletonRows label={`Loading ${title.toLowerCase()}`} rows={8} />
      </div>
    </Page>
  );
}
