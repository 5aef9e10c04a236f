import { GpusSkeleton } from '@/components/gpus/gpus-skeleton';
import { Page, PageHeader } from '@/components/shell/page-header';

export default function Loading() {
  return (
    <Page>
      <PageHeader title="GPUs" />
      <GpusSkeleton />
    </Page>
  );
}
