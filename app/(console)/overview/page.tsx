import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { OverviewPage } from '@/components/overview/overview-page';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { overviewKey } from '@/lib/queries/overview';
import { seedQuery } from '@/lib/queries/seed-query';
import { readOverview } from '@/lib/views/overview/read-overview';
import { readPageContext } from '@/lib/views/page-context';

export const metadata: Metadata = { title: 'Overview' };

export default async function Page() {
  const client = makeQueryClient();
  const context = await readPageContext();
  if (context !== null) await seedQuery(client, overviewKey, () => readOverview(context));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OverviewPage />
    </HydrationBoundary>
  );
}
