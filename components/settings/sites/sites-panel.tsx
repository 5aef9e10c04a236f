'use client';
import { useQuery } from '@tanstack/react-query';
import { MapPin } from 'lucide-react';
import { useState } from 'react';
import { findPermissionRefusal } from '@/components/query-view/permission-refusal';
import { QueryView } from '@/components/query-view/query-view';
import { usePermissions } from '@/components/shell/use-me';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { RefusableButton } from '@/components/ui/refusable-button';
import { HeaderCell, Table, TableRegion } from '@/components/ui/table';
import { sitesQuery } from '@/lib/queries/sites';
import { SiteDialog } from './site-dialog';
import { SiteRow } from './site-row';

/** The sites that somebody described, and what else each is called. */
export function SitesPanel() {
  const query = useQuery(sitesQuery());
  const [isCreating, setIsCreating] = useState(false);
  const refusal = findPermissionRefusal(usePermissions(), 'sites:write');
  return (
    <Panel
      title="Sites"
      isRefreshing={query.isFetching && !query.isPending}
      menu={
        <RefusableButton size="compact" refusal={refusal} onClick={() => setIsCreating(true)}>
          Add site…
        </RefusableButton>
      }
    >
      <QueryView query={query} subject="Sites" needs="inventory:read">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="No site is described yet" icon={MapPin}>
              Until then, resources stand where their tags say, or in the provider’s region.
            </EmptyState>
          ) : (
            <TableRegion label="List of sites">
              <Table>
                <thead>
                  <tr>
                    <HeaderCell isPinned className="min-w-40 pl-4">
                      Site
                    </HeaderCell>
                    <HeaderCell>Name in tags and roles</HeaderCell>
                    <HeaderCell>Country</HeaderCell>
                    <HeaderCell>Position</HeaderCell>
                    <HeaderCell className="min-w-64">Also called</HeaderCell>
                    <HeaderCell className="pr-4">
                      <span className="sr-only">Actions</span>
                    </HeaderCell>
                  </tr>
                </thead>
                <tbody>
                  {items.map((site) => (
                    <SiteRow key={site.name} site={site} refusal={refusal} />
                  ))}
                </tbody>
              </Table>
            </TableRegion>
          )
        }
      </QueryView>
      {isCreating ? <SiteDialog site={null} onClose={() => setIsCreating(false)} /> : null}
    </Panel>
  );
}
