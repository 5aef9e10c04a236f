import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { PricesPage } from '@/components/prices/prices-page';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { loadPricesUrl, pricesQuery, toPricesAt } from '@/lib/queries/prices';
import { seedQuery } from '@/lib/queries/seed-query';
import { readPrices } from '@/lib/views/cost/prices/read-prices';
import { readPageContext } from '@/lib/views/page-context';

export const metadata: Metadata = { title: 'Prices' };

export default async function Page({ searchParams }: PageProps<'/cost/prices'>) {
  const url = await loadPricesUrl(searchParams);
  const context = await readPageContext();
  const client = makeQueryClient();
  const at = toPricesAt(url) ?? undefined;
  const query = { gpu: url.gpu ?? undefined, provider: url.provider ?? undefined, at };
  if (context !== null) await seedQuery(client, pricesQuery(url).queryKey, () => readPrices(context, query));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PricesPage />
    </HydrationBoundary>
  );
}
