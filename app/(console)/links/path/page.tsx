import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { PathPage } from '@/components/link-path/path-page';
import { waysQuerySchema } from '@/lib/api/contracts/topology';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedQuery } from '@/lib/queries/seed-query';
import { toWaysQuery, waysKey } from '@/lib/queries/topology';
import { loadWaysUrl } from '@/lib/queries/topology-url';
import { readPageContext } from '@/lib/views/page-context';
import { readWays } from '@/lib/views/topology/read-ways';

export const metadata: Metadata = { title: 'Path between two sites' };

export default async function Page({ searchParams }: PageProps<'/links/path'>) {
  const url = await loadWaysUrl(searchParams);
  const client = makeQueryClient();
  const context = await readPageContext();
  // What the API would refuse is left for the page to ask, which shows why.
  const query = waysQuerySchema.safeParse(toWaysQuery(url));
  if (context !== null && query.success) await seedQuery(client, waysKey(url), () => readWays(context, query.data));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PathPage />
    </HydrationBoundary>
  );
}
