import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { CostRulesPage } from '@/components/cost-rules/rules-page';
import { costRulesQuerySchema } from '@/lib/api/contracts/cost-rules';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedFirstPage } from '@/lib/queries/seed-first-page';
import { costRulesQuery } from '@/lib/queries/showback';
import { readCostRules } from '@/lib/views/cost/showback/read-cost-rules';
import { readPageContext } from '@/lib/views/page-context';

export const metadata: Metadata = { title: 'Rules for costs' };

export default async function Page() {
  const client = makeQueryClient();
  const context = await readPageContext();
  if (context !== null)
    await seedFirstPage(client, costRulesQuery().queryKey, () =>
      readCostRules(context, costRulesQuerySchema.parse({})),
    );
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CostRulesPage />
    </HydrationBoundary>
  );
}
