import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { LinksPage } from '@/components/links/links-page';
import { linksQuerySchema } from '@/lib/api/contracts/links';
import { linksKey, toLinksQuery } from '@/lib/queries/links';
import { loadLinksUrl } from '@/lib/queries/links-url';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedFirstPage } from '@/lib/queries/seed-first-page';
import { readLinksPage } from '@/lib/views/links/read-links-page';
import { readPageContext } from '@/lib/views/page-context';

export const metadata: Metadata = { title: 'Links' };

export default async function Page({ searchParams }: PageProps<'/links'>) {
  const url = await loadLinksUrl(searchParams);
  const client = makeQueryClient();
  const context = await readPageContext();
  // A filter the API would refuse is left for the page to ask, which shows why.
  const query = linksQuerySchema.safeParse(toLinksQuery(url));
  if (context !== null && query.success)
    await seedFirstPage(client, linksKey(url), () => readLinksPage(context, query.data));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <LinksPage />
    </HydrationBoundary>
  );
}
