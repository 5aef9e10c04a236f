'use client';
import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { findPermissionRefusal } from '@/components/query-view/permission-refusal';
import { QueryView } from '@/components/query-view/query-view';
import { usePermissions } from '@/components/shell/use-me';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { RefusableButton } from '@/components/ui/refusable-button';
import { HeaderCell, Table, TableRegion } from '@/components/ui/table';
import { tokensQuery } from '@/lib/queries/tokens';
import { TokenRow } from './token-row';

const CreateTokenDialog = dynamic(() => import('./create-token-dialog').then((module) => module.CreateTokenDialog));

/** The person's own API tokens: what each may do, until when, and when it was last used. */
export function TokenSettings() {
  const query = useQuery(tokensQuery());
  const [isCreating, setIsCreating] = useState(false);
  const refusal = findPermissionRefusal(usePermissions(), 'tokens:write');
  return (
    <Panel
      title="API tokens"
      unit="yours alone"
      isRefreshing={query.isFetching && !query.isPending}
      menu={
        <RefusableButton size="compact" refusal={refusal} onClick={() => setIsCreating(true)}>
          Create token…
        </RefusableButton>
      }
    >
      <QueryView query={query} subject="Tokens" needs="tokens:write">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="You have no token" icon={KeyRound}>
              A token lets a script ask this console’s API in your name, with some of what you may do.
            </EmptyState>
          ) : (
            <TableRegion label="List of API tokens">
              <Table>
                <thead>
                  <tr>
                    <HeaderCell className="pl-4">Name</HeaderCell>
                    <HeaderCell>Begins with</HeaderCell>
                    <HeaderCell>State</HeaderCell>
                    <HeaderCell className="min-w-52">May use</HeaderCell>
                    <HeaderCell>Created</HeaderCell>
                    <HeaderCell>Expires</HeaderCell>
                    <HeaderCell>Last used</HeaderCell>
                    <HeaderCell className="pr-4">
                      <span className="sr-only">Actions</span>
                    </HeaderCell>
                  </tr>
                </thead>
                <tbody>
                  {items.map((token) => (
                    <TokenRow key={token.id} token={token} />
                  ))}
                </tbody>
              </Table>
            </TableRegion>
          )
        }
      </QueryView>
      {isCreating ? <CreateTokenDialog onClose={() => setIsCreating(false)} /> : null}
    </Panel>
  );
}
