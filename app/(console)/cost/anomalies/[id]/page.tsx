import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { AnomalyPage } from '@/components/cost-anomalies/anomaly-page';
import { costAnomalyKey } from '@/lib/queries/cost-anomalies';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedQuery } from '@/lib/queries/seed-query';
import { readCostAnomaly } from '@/lib/views/cost/anomalies/read-anomalies';
import { readPageContext } from '@/lib/views/page-context';

export const metadata: Metadata = { title: 'Cost anomaly' };

export default async function Page({ params }: PageProps<'/cost/anomalies/[id]'>) {
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const client = makeQueryClient();
  const context = await readPageContext();
  if (context !== null) await seedQuery(client, costAnomalyKey(id), () => readCostAnomaly(context, id));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AnomalyPage id={id} />
    </HydrationBoundary>
  );
}
