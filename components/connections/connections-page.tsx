'use client';
import { useQuery } from '@tanstack/react-query';
import { PlugZap } from 'lucide-react';
import Link from 'next/link';
import { findPermissionRefusal } from '@/components/query-view/permission-refusal';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { useMay, usePermissions } from '@/components/shell/use-me';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { RefusableButton } from '@/components/ui/refusable-button';
import { formatQuantity } from '@/lib/format/format-number';
import { connectionsQuery } from '@/lib/queries/connections';
import { ApiSpendPanel } from './api-spend-panel';
import { ConnectionTable } from './connection-table';

/** What is connected, how it stands and what reading it costs. */
export function ConnectionsPage() {
  const query = useQuery(connectionsQuery());
  const connections = query.data?.items;
  return (
    <Page>
      <PageHeader
        title="Connections"
        description="Whose APIs Millwright reads, what they last said, and what asking costs."
        actions={<ConnectButton />}
      />
      <Panel
        title="Connections"
        unit={connections ? formatQuantity(connections.length, 'connection') : undefined}
        isRefreshing={query.isFetching && !query.isPending}
        className="max-w-[100rem]"
      >
        <QueryView query={query} subject="Connections" needs="connections:read">
          {({ items }) => (items.length === 0 ? <NothingConnected /> : <ConnectionTable connections={items} />)}
        </QueryView>
      </Panel>
      {connections && connections.length > 0 ? <ApiSpendPanel connections={connections} /> : null}
    </Page>
  );
}

function ConnectButton() {
  const refusal = findPermissionRefusal(usePermissions(), 'connections:write');
  if (refusal !== null) {
    return (
      <RefusableButton variant="primary" refusal={refusal}>
        Connect a provider
      </RefusableButton>
    );
  }
  return (
    <Button asChild variant="primary">
      <Link href="/connections/new">Connect a provider</Link>
    </Button>
  );
}

function NothingConnected() {
  const mayConnect = useMay('connections:write');
  return (
    <EmptyState
      title="Nothing is connected yet"
      icon={PlugZap}
      action={
        mayConnect ? (
          <Button asChild variant="primary">
            <Link href="/connections/new">Connect a provider</Link>
          </Button>
        ) : null
      }
    >
      Millwright shows what a provider’s own API tells it, so there is nothing to see until one is connected.{' '}
      {mayConnect ? null : 'An operator or an administrator can connect one.'}
    </EmptyState>
  );
}
