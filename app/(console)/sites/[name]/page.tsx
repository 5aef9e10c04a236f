import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { SitePage } from '@/components/sites/page/site-page';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedQuery } from '@/lib/queries/seed-query';
import { sitePageKey } from '@/lib/queries/site-pages';
import { readPageContext } from '@/lib/views/page-context';
import { readSitePage } from '@/lib/views/sites/read-site-page';

export const metadata: Metadata = { title: 'Site' };

export default async function Page({ params }: PageProps<'/sites/[name]'>) {
  const name = decodeURIComponent((await params).name);
  const client = makeQueryClient();
  const context = await readPageContext();
  if (context !== null) await seedQuery(client, sitePageKey(name), () => readSitePage(context, name));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SitePage name={name} />
    </HydrationBoundary>
  );
}
