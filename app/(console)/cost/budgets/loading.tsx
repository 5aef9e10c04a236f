import { Page, PageHeader } from '@/components/shell/page-header';
import { Panel } from '@/components/ui/panel';
import { SkeletonRows } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <Page>
      <PageHeader title="Budgets" description="What may be spent of any part of the costs, and where it is going." />
      <Panel title="Budgets">
        <SkeletonRows label="Loading budgets" />
      </Panel>
    </Page>
  );
}
