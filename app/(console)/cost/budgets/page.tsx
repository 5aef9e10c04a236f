import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { BudgetsPage } from '@/components/budgets/budgets-page';
import { budgetsQuery } from '@/lib/queries/cost-budgets';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedQuery } from '@/lib/queries/seed-query';
import { readBudgetList } from '@/lib/views/cost/budgets/read-budgets';
import { readPageContext } from '@/lib/views/page-context';

export const metadata: Metadata = { title: 'Budgets' };

export default async function Page() {
  const client = makeQueryClient();
  const context = await readPageContext();
  if (context !== null) await seedQuery(client, budgetsQuery().queryKey, () => readBudgetList(context));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <BudgetsPage />
    </HydrationBoundary>
  );
}
