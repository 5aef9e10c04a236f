import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { GpuWastePage } from '@/components/gpu-waste/gpu-waste-page';
import { gpuWasteQuerySchema } from '@/lib/api/contracts/gpu-waste';
import { type GpuWasteUrlState, gpuWasteQuery, loadGpuWasteUrl, toGpuWasteState } from '@/lib/queries/gpu-waste';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedQuery } from '@/lib/queries/seed-query';
import { readGpuWaste } from '@/lib/views/gpu-use/read-gpu-waste';
import { readPageContext } from '@/lib/views/page-context';
import type { ViewContext } from '@/lib/views/view-context';

export const metadata: Metadata = { title: 'GPU waste' };

export default async function Page({ searchParams }: PageProps<'/cost/gpus'>) {
  const url = await loadGpuWasteUrl(searchParams);
  const context = await readPageContext();
  const client = context === null ? makeQueryClient() : await seedGpuWaste(context, url);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <GpuWastePage />
    </HydrationBoundary>
  );
}

async function seedGpuWaste(context: ViewContext, url: GpuWasteUrlState) {
  const client = makeQueryClient();
  const state = toGpuWasteState(url, context.now);
  const { span, metric, by, filters } = state;
  const query = gpuWasteQuerySchema.safeParse({ ...span, asOf: span.asOf ?? undefined, metric, by, ...filters });
  // What the API would refuse is left for the page to ask, which shows why.
  if (query.success) await seedQuery(client, gpuWasteQuery(state).queryKey, () => readGpuWaste(context, query.data));
  return client;
}
