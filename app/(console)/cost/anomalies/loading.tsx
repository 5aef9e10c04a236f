import { Page, PageHeader } from '@/components/shell/page-header';
import { Panel } from '@/components/ui/panel';
import { SkeletonRows } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <Page>
      <PageHeader title="Cost anomalies" />
      <Panel title="Anomalies">
        <SkeletonRows label="Loading anomalies" />
      </Panel>
    </Page>
  );
}
