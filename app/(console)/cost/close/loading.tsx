import { CostSkeleton } from '@/components/cost/cost-skeleton';
import { Page, PageHeader } from '@/components/shell/page-header';

export default function Loading() {
  return (
    <Page>
      <PageHeader title="Close" />
      <CostSkeleton />
    </Page>
  );
}
