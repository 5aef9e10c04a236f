import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { WorkloadPage } from '@/components/workloads/workload-page';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedQuery } from '@/lib/queries/seed-query';
import { workloadKey } from '@/lib/queries/workloads';
import { readPageContext } from '@/lib/views/page-context';
import { readWorkload } from '@/lib/views/workloads/read-workload';

export const metadata: Metadata = { title: 'Workload' };

export default async function Page({ params }: PageProps<'/workloads/[id]'>) {
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const client = makeQueryClient();
  const context = await readPageContext();
  if (context !== null) await seedQuery(client, workloadKey(id), () => readWorkload(context, id));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <WorkloadPage id={id} />
    </HydrationBoundary>
  );
}
