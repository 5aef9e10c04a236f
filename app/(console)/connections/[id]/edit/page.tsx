import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { EditConnectionPage } from '@/components/connections/edit-connection-page';
import { connectionKeys, providersKey } from '@/lib/queries/connections';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedQuery } from '@/lib/queries/seed-query';
import { readConnection } from '@/lib/views/connections/list-connections';
import { listProviders } from '@/lib/views/connections/list-providers';
import { readPageContext } from '@/lib/views/page-context';

export const metadata: Metadata = { title: 'Edit connection' };

export default async function Page({ params }: PageProps<'/connections/[id]/edit'>) {
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const client = makeQueryClient();
  const context = await readPageContext();
  if (context !== null) {
    await Promise.all([
      seedQuery(client, connectionKeys.one(id), () => readConnection(context, id)),
      seedQuery(client, providersKey, () => listProviders(context)),
    ]);
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <EditConnectionPage id={id} />
    </HydrationBoundary>
  );
}
