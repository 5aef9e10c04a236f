import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { CostPage } from '@/components/cost/cost-page';
import { costQuerySchema } from '@/lib/api/contracts/cost';
import { costQuery } from '@/lib/queries/cost';
import { type CostUrlState, loadCostUrl, toCostState } from '@/lib/queries/cost-url';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { savedViewsKey } from '@/lib/queries/saved-views';
import { seedQuery } from '@/lib/queries/seed-query';
import { readCost } from '@/lib/views/cost/read-cost';
import { readPageContext } from '@/lib/views/page-context';
import { readSavedViews } from '@/lib/views/saved-views/read-saved-views';
import type { ViewContext } from '@/lib/views/view-context';

export const metadata: Metadata = { title: 'Cost' };

export default async function Page({ searchParams }: PageProps<'/cost'>) {
  const url = await loadCostUrl(searchParams);
  const context = await readPageContext();
  const client = context === null ? makeQueryClient() : await seedCost(context, url);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CostPage />
    </HydrationBoundary>
  );
}

async function seedCost(context: ViewContext, url: CostUrlState) {
  const client = makeQueryClient();
  const state = toCostState(url, context.now);
  const { span, filters, metric, by, step, top } = state;
  const query = costQuerySchema.safeParse({
    ...span,
    asOf: span.asOf ?? undefined,
    ...filters,
    metric,
    by: by ?? undefined,
    time: state.time,
    step,
    top,
    compare: String(state.compare),
    convertTo: state.convertTo ?? undefined,
  });
  // What the API would refuse is left for the page to ask, which shows why.
  await Promise.all([
    query.success ? seedQuery(client, costQuery(state).queryKey, () => readCost(context, query.data)) : null,
    seedQuery(client, savedViewsKey('cost'), () => readSavedViews(context, { page: 'cost' })),
  ]);
  return client;
}
