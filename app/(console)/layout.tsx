import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { ConsoleShell } from '@/components/shell/console-shell';
import { QueryProvider } from '@/components/shell/query-provider';
import { ClockProvider } from '@/components/time/clock-provider';
import { makeQueryClient } from '@/lib/queries/make-query-client';
import { meKey } from '@/lib/queries/me';
import { preferencesKey } from '@/lib/queries/preferences';
import { seedQuery } from '@/lib/queries/seed-query';
import { sourcesKey } from '@/lib/queries/sources';
import { readMe } from '@/lib/views/me/read-me';
import { readPageContext } from '@/lib/views/page-context';
import { readPreferences } from '@/lib/views/preferences/read-preferences';
import { listSources } from '@/lib/views/sources/list-sources';

/** The frame of every page behind sign-in: who looks, how they like it, and what time it is. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const context = await readPageContext();
  if (context === null) redirect(await toSignIn());
  if (context.actor.grants.length === 0) redirect('/sign-in/no-role');
  const client = makeQueryClient();
  const [remembered] = await Promise.all([
    cookies(),
    seedQuery(client, meKey, () => readMe(context)),
    seedQuery(client, preferencesKey, () => readPreferences(context)),
    seedQuery(client, sourcesKey, () => listSources(context)),
  ]);
  return (
    <QueryProvider>
      <HydrationBoundary state={dehydrate(client)}>
        <ClockProvider initialNow={context.now.toISOString()} initialZone={remembered.get('zone')?.value}>
          <NuqsAdapter>
            <ConsoleShell isRailCollapsed={remembered.get('rail')?.value === 'collapsed'}>{children}</ConsoleShell>
          </NuqsAdapter>
        </ClockProvider>
      </HydrationBoundary>
    </QueryProvider>
  );
}

/** The sign-in page, which leads back to the page that was asked for. */
async function toSignIn(): Promise<string> {
  const address = (await headers()).get('x-address');
  return address === null ? '/sign-in' : `/sign-in?${new URLSearchParams({ callbackUrl: address })}`;
}
