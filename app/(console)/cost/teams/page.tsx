import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { ShowbackPage } from '@/components/showback/showback-page';
import { showbackQuerySchema } from '@/lib/api/contracts/showback';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedQuery } from '@/lib/queries/seed-query';
import { showbackQuery } from '@/lib/queries/showback';
import { loadShowbackUrl, type ShowbackUrlState, toShowbackState } from '@/lib/queries/showback-url';
import { readShowback } from '@/lib/views/cost/showback/read-showback';
import { readPageContext } from '@/lib/views/page-context';
import type { ViewContext } from '@/lib/views/view-context';

export const metadata: Metadata = { title: 'Costs by team' };

export default async function Page({ searchParams }: PageProps<'/cost/teams'>) {
  const url = await loadShowbackUrl(searchParams);
  const context = await readPageContext();
  const client = context === null ? makeQueryClient() : await seedShowback(context, url);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ShowbackPage />
    </HydrationBoundary>
  );
}

async function seedShowback(context: ViewContext, url: ShowbackUrlState) {
  const client = makeQueryClient();
  const state = toShowbackState(url, context.now);
  const { from, to, asOf } = state.span;
  const query = showbackQuerySchema.safeParse({
    from,
    to,
    asOf: asOf ?? undefined,
    metric: state.metric,
    version: state.version ?? undefined,
  });
  // What the API would refuse is left for the page to ask, which shows why.
  if (query.success) await seedQuery(client, showbackQuery(state).queryKey, () => readShowback(context, query.data));
  return client;
}
