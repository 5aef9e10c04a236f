import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { ConnectionsPage } from '@/components/connections/connections-page';
import { connectionKeys } from '@/lib/queries/connections';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { seedQuery } from '@/lib/queries/seed-query';
import { listConnections } from '@/lib/views/connections/list-connections';
import { readPageContext } from '@/lib/views/page-context';

export const metadata: Metadata = { title: 'Connections' };

export default async function Page() {
  const client = makeQueryClient();
  const context = await readPageContext();
  if (context !== null) await seedQuery(client, connectionKeys.list, () => listConnections(context));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ConnectionsPage />
    </HydrationBoundary>
  );
}
