import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { WorkloadsPage } from '@/components/workloads/workloads-page';
import { workloadsQuerySchema } from '@/lib/api/contracts/workloads';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedFirstPage } from '@/lib/queries/seed-first-page';
import { toWorkloadsQuery, workloadsKey } from '@/lib/queries/workloads';
import { loadWorkloadsUrl } from '@/lib/queries/workloads-url';
import { readPageContext } from '@/lib/views/page-context';
import { readWorkloadsPage } from '@/lib/views/workloads/read-workloads-page';

export const metadata: Metadata = { title: 'Workloads' };

export default async function Page({ searchParams }: PageProps<'/workloads'>) {
  const url = await loadWorkloadsUrl(searchParams);
  const client = makeQueryClient();
  const context = await readPageContext();
  // A filter the API would refuse is left for the page to ask, which shows why.
  const query = workloadsQuerySchema.safeParse(toWorkloadsQuery(url));
  if (context !== null && query.success)
    await seedFirstPage(client, workloadsKey(url), () => readWorkloadsPage(context, query.data));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <WorkloadsPage />
    </HydrationBoundary>
  );
}
