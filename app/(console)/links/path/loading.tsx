import { Page, PageHeader } from '@/components/shell/page-header';
import { Panel } from '@/components/ui/panel';
import { SkeletonRows } from '@/components/ui/skeleton';

const rows = 12;

export default function Loading() {
  return (
    <Page>
      <PageHeader title="Path between two sites" />
      <Panel title="Path between two sites">
        <SkeletonRows label="Loading" rows={rows} />
      </Panel>
    </Page>
  );
}
