import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { SettingsPage } from '@/components/settings/settings-page';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { peopleKey } from '@/lib/queries/people';
import { seedQuery } from '@/lib/queries/seed-query';
import { tokensKey } from '@/lib/queries/tokens';
import { readPageContext } from '@/lib/views/page-context';
import { readPeople } from '@/lib/views/people/read-people';
import { readTokens } from '@/lib/views/tokens/read-tokens';

export const metadata: Metadata = { title: 'Settings' };

export default async function Page({ searchParams }: PageProps<'/settings'>) {
  const { tab } = await searchParams;
  const client = makeQueryClient();
  const context = await readPageContext();
  if (context !== null && (tab === undefined || tab === 'people'))
    await seedQuery(client, peopleKey, () => readPeople(context));
  if (context !== null && tab === 'tokens') await seedQuery(client, tokensKey, () => readTokens(context));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SettingsPage />
    </HydrationBoundary>
  );
}
