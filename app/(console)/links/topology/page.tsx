import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { TopologyPage } from '@/components/topology/topology-page';
import { topologyQuerySchema } from '@/lib/api/contracts/topology';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedQuery } from '@/lib/queries/seed-query';
import { topologyKey, toTopologyQuery } from '@/lib/queries/topology';
import { loadTopologyUrl } from '@/lib/queries/topology-url';
import { readPageContext } from '@/lib/views/page-context';
import { readTopology } from '@/lib/views/topology/read-topology';

export const metadata: Metadata = { title: 'Topology' };

export default async function Page({ searchParams }: PageProps<'/links/topology'>) {
  const url = await loadTopologyUrl(searchParams);
  const client = makeQueryClient();
  const context = await readPageContext();
  // A filter the API would refuse is left for the page to ask, which shows why.
  const query = topologyQuerySchema.safeParse(toTopologyQuery(url));
  if (context !== null && query.success)
    await seedQuery(client, topologyKey(url), () => readTopology(context, query.data));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TopologyPage />
    </HydrationBoundary>
  );
}
