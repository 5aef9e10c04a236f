import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { SitePage } from '@/components/sites/page/site-page';
import { siteTimelineQuerySchema } from '@/lib/api/contracts/site-pages';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedFirstPage } from '@/lib/queries/seed-first-page';
import { seedQuery } from '@/lib/queries/seed-query';
import { sitePageKey, siteTimelineKey } from '@/lib/queries/site-pages';
import { loadSitePageUrl } from '@/lib/queries/sites-url';
import { readPageContext } from '@/lib/views/page-context';
import { readSitePage } from '@/lib/views/sites/read-site-page';
import { readSiteTimeline } from '@/lib/views/sites/timeline/read-site-timeline';

export const metadata: Metadata = { title: 'Site' };

export default async function Page({ params, searchParams }: PageProps<'/sites/[name]'>) {
  const name = decodeURIComponent((await params).name);
  const { event } = await loadSitePageUrl(searchParams);
  const client = makeQueryClient();
  const context = await readPageContext();
  const asked = siteTimelineQuerySchema.safeParse({ site: name, kind: event.length === 0 ? undefined : event });
  if (context !== null && asked.success)
    await Promise.all([
      seedQuery(client, sitePageKey(name), () => readSitePage(context, name)),
      seedFirstPage(client, siteTimelineKey(name, event), () => readSiteTimeline(context, asked.data)),
    ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SitePage name={name} />
    </HydrationBoundary>
  );
}
