import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { CommitmentsPage } from '@/components/commitments/commitments-page';
import { commitmentsQuerySchema } from '@/lib/api/contracts/cost-commitments';
import {
  type CommitmentsUrlState,
  commitmentsQuery,
  loadCommitmentsUrl,
  toCommitmentsState,
} from '@/lib/queries/cost-commitments';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedQuery } from '@/lib/queries/seed-query';
import { readCommitments } from '@/lib/views/cost/read-commitments';
import { readPageContext } from '@/lib/views/page-context';
import type { ViewContext } from '@/lib/views/view-context';

export const metadata: Metadata = { title: 'Commitments' };

export default async function Page({ searchParams }: PageProps<'/cost/commitments'>) {
  const url = await loadCommitmentsUrl(searchParams);
  const context = await readPageContext();
  const client = context === null ? makeQueryClient() : await seedCommitments(context, url);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CommitmentsPage />
    </HydrationBoundary>
  );
}

async function seedCommitments(context: ViewContext, url: CommitmentsUrlState) {
  const client = makeQueryClient();
  const state = toCommitmentsState(url, context.now);
  const { span, price, step } = state;
  const query = commitmentsQuerySchema.safeParse({ ...span, asOf: span.asOf ?? undefined, price, step });
  // What the API would refuse is left for the page to ask, which shows why.
  if (query.success)
    await seedQuery(client, commitmentsQuery(state).queryKey, () => readCommitments(context, query.data));
  return client;
}
