import { Page, PageHeader } from '@/components/shell/page-header';
import { Panel } from '@/components/ui/panel';
import { SkeletonRows } from '@/components/ui/skeleton';

const rows = 12;

export default function Loading() {
  return (
    <Page>
      <PageHeader title="Links" />
      <Panel title="Links" unit="over every provider">
        <SkeletonRows label="Loading links" rows={rows} />
      </Panel>
    </Page>
  );
}
