import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { SitesPage } from '@/components/sites/sites-page';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedQuery } from '@/lib/queries/seed-query';
import { siteStandingsKey } from '@/lib/queries/site-pages';
import { readPageContext } from '@/lib/views/page-context';
import { readSiteStandings } from '@/lib/views/sites/read-site-standings';

export const metadata: Metadata = { title: 'Sites' };

export default async function Page() {
  const client = makeQueryClient();
  const context = await readPageContext();
  if (context !== null) await seedQuery(client, siteStandingsKey, () => readSiteStandings(context));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SitesPage />
    </HydrationBoundary>
  );
}
