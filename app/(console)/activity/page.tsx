import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { ActivityPage } from '@/components/activity/activity-page';
import { activityQuerySchema } from '@/lib/api/contracts/activity';
import { activityKey, toActivityQuery } from '@/lib/queries/activity';
import { loadActivityUrl } from '@/lib/queries/activity-url';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedFirstPage } from '@/lib/queries/seed-first-page';
import { readActivity } from '@/lib/views/activity/read-activity';
import { readPageContext } from '@/lib/views/page-context';

export const metadata: Metadata = { title: 'Activity' };

export default async function Page({ searchParams }: PageProps<'/activity'>) {
  const filter = await loadActivityUrl(searchParams);
  const client = makeQueryClient();
  const context = await readPageContext();
  // A filter the API would refuse is left for the page to ask, which shows why.
  const query = context === null ? null : activityQuerySchema.safeParse(toActivityQuery(filter, context.now));
  if (context !== null && query?.success) {
    const { data } = query;
    await seedFirstPage(client, activityKey(filter), () => readActivity(context, data));
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ActivityPage />
    </HydrationBoundary>
  );
}
