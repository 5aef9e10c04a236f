import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { AnomaliesPage } from '@/components/cost-anomalies/anomalies-page';
import { costAnomaliesQuerySchema } from '@/lib/api/contracts/cost-anomalies';
import { costAnomaliesKey, loadAnomalyUrl } from '@/lib/queries/cost-anomalies';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedFirstPage } from '@/lib/queries/seed-first-page';
import { readCostAnomalies } from '@/lib/views/cost/anomalies/read-anomalies';
import { readPageContext } from '@/lib/views/page-context';

export const metadata: Metadata = { title: 'Cost anomalies' };

export default async function Page({ searchParams }: PageProps<'/cost/anomalies'>) {
  const { state } = await loadAnomalyUrl(searchParams);
  const client = makeQueryClient();
  const context = await readPageContext();
  const query = costAnomaliesQuerySchema.parse({ state });
  if (context !== null) await seedFirstPage(client, costAnomaliesKey(state), () => readCostAnomalies(context, query));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AnomaliesPage />
    </HydrationBoundary>
  );
}
