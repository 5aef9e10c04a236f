import { Page, PageHeader } from '@/components/shell/page-header';
import { Panel } from '@/components/ui/panel';
import { SkeletonRows } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <Page>
      <PageHeader title="Rules for costs" />
      <Panel title="Versions">
        <SkeletonRows label="Loading the rules" />
      </Panel>
    </Page>
  );
}
