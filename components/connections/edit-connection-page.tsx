'use client';
import { useQuery } from '@tanstack/react-query';
import { FileLock2 } from 'lucide-react';
import { DeniedState } from '@/components/query-view/denied-state';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { usePermissions } from '@/components/shell/use-me';
import { EmptyState } from '@/components/ui/panel-states';
import type { Connection } from '@/lib/api/contracts/connections';
import { connectionQuery, providersQuery } from '@/lib/queries/connections';
import { EditConnection } from './edit-connection';

/** Changing a connection's settings. */
export function EditConnectionPage({ id }: { id: string }) {
  const connection = useQuery({ ...connectionQuery(id), refetchInterval: false, refetchOnWindowFocus: false });
  const permissions = usePermissions();
  return (
    <Page>
      <PageHeader title={connection.data ? `Edit ${connection.data.name}` : 'Edit connection'} />
      {permissions && !permissions.includes('connections:write') ? (
        <DeniedState needs="connections:write" />
      ) : (
        <QueryView query={connection} subject="Connection" needs="connections:read">
          {(current) => <EditableConnection connection={current} />}
        </QueryView>
      )}
    </Page>
  );
}

function EditableConnection({ connection }: { connection: Connection }) {
  const providers = useQuery(providersQuery());
  if (connection.settings === null) return <DeniedState needs="connections:write" />;
  if (connection.managedBy === 'file') {
    return (
      <EmptyState title={`${connection.name} is declared in millwright.yaml`} icon={FileLock2}>
        Change it there; the console takes it over when it reads the file again.
      </EmptyState>
    );
  }
  return (
    <QueryView query={providers} subject="The form" needs="connections:read">
      {({ items }) => {
        const provider = items.find((candidate) => candidate.id === connection.provider);
        if (!provider) return <p>This release does not know the provider of this connection.</p>;
        return <EditConnection key={connection.id} connection={connection} provider={provider} />;
      }}
    </QueryView>
  );
}
