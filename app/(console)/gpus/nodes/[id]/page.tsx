import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { GpuNodePage } from '@/components/gpus/node/node-page';

export const metadata: Metadata = { title: 'GPU node' };

export default async function Page({ params }: PageProps<'/gpus/nodes/[id]'>) {
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  return <GpuNodePage id={id} />;
}
