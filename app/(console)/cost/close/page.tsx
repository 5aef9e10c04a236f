import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { ClosesPage } from '@/components/cost-close/closes-page';
import { closesQuery } from '@/lib/queries/cost-close';
import { loadCloseUrl } from '@/lib/queries/cost-close-url';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedQuery } from '@/lib/queries/seed-query';
import { readCloses } from '@/lib/views/cost/close/read-closes';
import { readPageContext } from '@/lib/views/page-context';

export const metadata: Metadata = { title: 'Close' };

export default async function Page({ searchParams }: PageProps<'/cost/close'>) {
  const { metric } = await loadCloseUrl(searchParams);
  const client = makeQueryClient();
  const context = await readPageContext();
  if (context !== null) await seedQuery(client, closesQuery(metric).queryKey, () => readCloses(context, { metric }));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ClosesPage />
    </HydrationBoundary>
  );
}
