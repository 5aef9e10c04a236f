'use client';
import { useQuery } from '@tanstack/react-query';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { DeniedState } from '@/components/query-view/denied-state';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { usePermissions } from '@/components/shell/use-me';

import { providerIds } from '@/lib/domain/provider';
import { providersQuery } from '@/lib/queries/connections';
import { AddConnection } from './add-connection';
import { ProviderChoice } from './provider-choice';

/** Connecting a provider: choose which, fill in its form, test, save. The choice is in the URL, the draft in this tab. */
export function AddConnectionPage() {
  const [chosen, setChosen] = useQueryState(
    'provider',
    parseAsStringLiteral(providerIds).withOptions({ history: 'push' }),
  );
  const query = useQuery(providersQuery());
  const permissions = usePermissions();
  return (
    <Page>
      <PageHeader title="Connect a provider" />
      {permissions && !permissions.includes('connections:write') ? (
        <DeniedState needs="connections:write" />
      ) : (
        <QueryView query={query} subject="Providers" needs="connections:read">
          {({ items }) => {
            const provider = items.find(({ id }) => id === chosen);
            return provider ? (
              <AddConnection provider={provider} onChooseAnother={() => setChosen(null)} />
            ) : (
              <ProviderChoice providers={items} onChoose={(id) => setChosen(id)} />
            );
          }}
        </QueryView>
      )}
    </Page>
  );
}
