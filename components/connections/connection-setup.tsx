'use client';
import { useQuery } from '@tanstack/react-query';
import { QueryView } from '@/components/query-view/query-view';
import { Panel } from '@/components/ui/panel';
import type { ProviderId } from '@/lib/domain/provider';
import { providersQuery } from '@/lib/queries/connections';
import { ProviderInstructions } from './provider-instructions';

/** The least that the provider must grant, step by step. */
export function ConnectionSetup({ provider }: { provider: ProviderId }) {
  const query = useQuery(providersQuery());
  return (
    <Panel title="Least privilege" unit="what the provider must grant, and no more" className="max-w-4xl">
      <QueryView query={query} subject="Instructions" needs="connections:read">
        {({ items }) => {
          const description = items.find(({ id }) => id === provider);
          return description ? (
            <ProviderInstructions provider={description} />
          ) : (
            <p className="p-4">This release does not know the provider of this connection.</p>
          );
        }}
      </QueryView>
    </Panel>
  );
}
