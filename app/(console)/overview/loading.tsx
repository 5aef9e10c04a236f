import { OverviewSkeleton } from '@/components/overview/overview-skeleton';
import { Page, PageHeader } from '@/components/shell/page-header';

export default function Loading() {
  return (
    <Page>
      <PageHeader title="Overview" />
      <OverviewSkeleton />
    </Page>
  );
}
