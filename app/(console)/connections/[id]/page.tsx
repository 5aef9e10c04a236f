import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { ConnectionPage } from '@/components/connections/connection-page';
import { connectionKeys } from '@/lib/queries/connections';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedQuery } from '@/lib/queries/seed-query';
import { readConnection } from '@/lib/views/connections/list-connections';
import { readPageContext } from '@/lib/views/page-context';

export const metadata: Metadata = { title: 'Connection' };

export default async function Page({ params }: PageProps<'/connections/[id]'>) {
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const client = makeQueryClient();
  const context = await readPageContext();
  if (context !== null) await seedQuery(client, connectionKeys.one(id), () => readConnection(context, id));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ConnectionPage id={id} />
    </HydrationBoundary>
  );
}
