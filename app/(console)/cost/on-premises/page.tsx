import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { OnPremisesPage } from '@/components/on-premises/on-premises-page';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { rateCardsQuery } from '@/lib/queries/rate-cards';
import { seedQuery } from '@/lib/queries/seed-query';
import { readRateCards } from '@/lib/views/cost/on-premises/read-rate-cards';
import { readPageContext } from '@/lib/views/page-context';

export const metadata: Metadata = { title: 'On-premises' };

export default async function Page() {
  const context = await readPageContext();
  const client = makeQueryClient();
  if (context !== null) await seedQuery(client, rateCardsQuery().queryKey, () => readRateCards(context));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OnPremisesPage />
    </HydrationBoundary>
  );
}
