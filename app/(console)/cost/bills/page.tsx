import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { BillsPage } from '@/components/cost-bills/bills-page';
import { deliveriesQuerySchema } from '@/lib/api/contracts/deliveries';
import { loadBillsUrl, toDeliveryFilter } from '@/lib/queries/bills-url';
import { deliveryKeys } from '@/lib/queries/deliveries';
import { exchangeRatesQuery } from '@/lib/queries/exchange-rates';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedFirstPage } from '@/lib/queries/seed-first-page';
import { seedQuery } from '@/lib/queries/seed-query';
import { readDeliveries } from '@/lib/views/cost/deliveries/read-deliveries';
import { readExchangeRates } from '@/lib/views/cost/read-exchange-rates';
import { readPageContext } from '@/lib/views/page-context';

export const metadata: Metadata = { title: 'Bills' };

export default async function Page({ searchParams }: PageProps<'/cost/bills'>) {
  const filter = toDeliveryFilter(await loadBillsUrl(searchParams));
  const context = await readPageContext();
  const client = makeQueryClient();
  if (context !== null) {
    const { month, state, superseded } = filter;
    const query = deliveriesQuerySchema.parse({
      month: month ?? undefined,
      state: state ?? undefined,
      superseded: String(superseded),
    });
    await Promise.all([
      seedFirstPage(client, deliveryKeys.list(filter), () => readDeliveries(context, query)),
      seedQuery(client, exchangeRatesQuery().queryKey, () => readExchangeRates(context, {})),
    ]);
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <BillsPage />
    </HydrationBoundary>
  );
}
