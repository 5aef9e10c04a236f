import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { AddConnectionPage } from '@/components/connections/add-connection-page';
import { providersKey } from '@/lib/queries/connections';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedQuery } from '@/lib/queries/seed-query';
import { listProviders } from '@/lib/views/connections/list-providers';
import { readPageContext } from '@/lib/views/page-context';

export const metadata: Metadata = { title: 'Connect a provider' };

export default async function Page() {
  const client = makeQueryClient();
  const context = await readPageContext();
  if (context !== null) await seedQuery(client, providersKey, () => listProviders(context));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AddConnectionPage />
    </HydrationBoundary>
  );
}
