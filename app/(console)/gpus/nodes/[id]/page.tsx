import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { GpuNodePage } from '@/components/gpus/node/node-page';
import { gpuNodeKey } from '@/lib/queries/gpus';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedQuery } from '@/lib/queries/seed-query';
import { readGpuNode } from '@/lib/views/gpus/device/read-gpu-node';
import { readPageContext } from '@/lib/views/page-context';

export const metadata: Metadata = { title: 'GPU node' };

export default async function Page({ params }: PageProps<'/gpus/nodes/[id]'>) {
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const client = makeQueryClient();
  const context = await readPageContext();
  if (context !== null) await seedQuery(client, gpuNodeKey(id), () => readGpuNode(context, id));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <GpuNodePage id={id} />
    </HydrationBoundary>
  );
}
