import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { GpusPage } from '@/components/gpus/gpus-page';
import { gpuFleetQuerySchema } from '@/lib/api/contracts/gpus';
import { gpuFleetKey, gpuPlacementKey, gpuTimelineKey, idleGpusKey, toGpuFilter } from '@/lib/queries/gpus';
import { type GpuUrlState, loadGpusUrl, readGpuSpan, toGpuStretch } from '@/lib/queries/gpus-url';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedQuery } from '@/lib/queries/seed-query';
import { readGpuFleet } from '@/lib/views/gpus/fleet/read-gpu-fleet';
import { readGpuTimeline } from '@/lib/views/gpus/fleet/read-gpu-timeline';
import { readIdleGpus } from '@/lib/views/gpus/idle/read-idle-gpus';
import { readGpuPlacement } from '@/lib/views/gpus/placement/read-gpu-placement';
import { readPageContext } from '@/lib/views/page-context';
import type { ViewContext } from '@/lib/views/view-context';

export const metadata: Metadata = { title: 'GPUs' };

export default async function Page({ searchParams }: PageProps<'/gpus'>) {
  const url = await loadGpusUrl(searchParams);
  const context = await readPageContext();
  const client = context === null ? makeQueryClient() : await seedGpus(context, url);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <GpusPage />
    </HydrationBoundary>
  );
}

/** Everything the page shows at first, read at once. */
async function seedGpus(context: ViewContext, url: GpuUrlState) {
  const client = makeQueryClient();
  const state = { filters: url, metric: url.metric };
  const fleet = gpuFleetQuerySchema.safeParse({ ...toGpuFilter(url), metric: url.metric ?? undefined });
  // Filters the API would refuse are left for the page to ask, which shows why.
  if (!fleet.success) return client;
  const seeds = [seedQuery(client, gpuFleetKey(state), () => readGpuFleet(context, fleet.data))];
  if (url.tab === 'time') {
    const span = readGpuSpan(url);
    const query = { ...fleet.data, ...toGpuStretch(span, context.now) };
    seeds.push(seedQuery(client, gpuTimelineKey(state, span), () => readGpuTimeline(context, query)));
  }
  const { metric: _, ...filter } = fleet.data;
  if (url.tab === 'idle') seeds.push(seedQuery(client, idleGpusKey(url), () => readIdleGpus(context, filter)));
  if (url.tab === 'fits') seeds.push(seedQuery(client, gpuPlacementKey(url), () => readGpuPlacement(context, filter)));
  await Promise.all(seeds);
  return client;
}
