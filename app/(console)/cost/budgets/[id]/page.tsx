import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { BudgetPage } from '@/components/budgets/budget-page';
import { budgetQuery } from '@/lib/queries/cost-budgets';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedQuery } from '@/lib/queries/seed-query';
import { readBudget } from '@/lib/views/cost/budgets/read-budget';
import { readPageContext } from '@/lib/views/page-context';

export const metadata: Metadata = { title: 'Budget' };

export default async function Page({ params }: PageProps<'/cost/budgets/[id]'>) {
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const client = makeQueryClient();
  const context = await readPageContext();
  if (context !== null) await seedQuery(client, budgetQuery(id).queryKey, () => readBudget(context, id));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <BudgetPage id={id} />
    </HydrationBoundary>
  );
}
