import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { MatrixPage } from '@/components/paths/matrix-page';
import { pathsQuerySchema } from '@/lib/api/contracts/paths';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { pathsKey, toPathsQuery } from '@/lib/queries/paths';
import { loadPathsUrl } from '@/lib/queries/paths-url';
import { seedQuery } from '@/lib/queries/seed-query';
import { readPageContext } from '@/lib/views/page-context';
import { readPathMatrix } from '@/lib/views/paths/read-paths';

export const metadata: Metadata = { title: 'Latency matrix' };

export default async function Page({ searchParams }: PageProps<'/links/matrix'>) {
  const url = await loadPathsUrl(searchParams);
  const client = makeQueryClient();
  const context = await readPageContext();
  if (context !== null)
    await seedQuery(client, pathsKey(url), () => readPathMatrix(context, pathsQuerySchema.parse(toPathsQuery(url))));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <MatrixPage />
    </HydrationBoundary>
  );
}
