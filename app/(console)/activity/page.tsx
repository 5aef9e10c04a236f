import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { ActivityPage } from '@/components/activity/activity-page';
import { activityQuerySchema } from '@/lib/api/contracts/activity';
import { activityKey, toActivityQuery } from '@/lib/queries/activity';
import { loadActivityUrl } from '@/lib/queries/activity-url';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { savedViewsKey } from '@/lib/queries/saved-views';
import { seedFirstPage } from '@/lib/queries/seed-first-page';
import { seedQuery } from '@/lib/queries/seed-query';
import { readActivity } from '@/lib/views/activity/read-activity';
import { readPageContext } from '@/lib/views/page-context';
import { readSavedViews } from '@/lib/views/saved-views/read-saved-views';

export const metadata: Metadata = { title: 'Activity' };

export default async function Page({ searchParams }: PageProps<'/activity'>) {
  const filter = await loadActivityUrl(searchParams);
  const client = makeQueryClient();
  const context = await readPageContext();
  // A filter the API would refuse is left for the page to ask, which shows why.
  const query = context === null ? null : activityQuerySchema.safeParse(toActivityQuery(filter, context.now));
  if (context !== null) {
    const seeds = [seedQuery(client, savedViewsKey('activity'), () => readSavedViews(context, { page: 'activity' }))];
    if (query?.success) seeds.push(seedFirstPage(client, activityKey(filter), () => readActivity(context, query.data)));
    await Promise.all(seeds);
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ActivityPage />
    </HydrationBoundary>
  );
}
