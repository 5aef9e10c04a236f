'use client';
import { useQuery } from '@tanstack/react-query';
import { useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { LinkFilters } from '@/components/links/link-filters';
import { NoLinks } from '@/components/links/no-links';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { MissingSourcesNotice } from '@/components/sources/missing-sources-notice';
import { AsOf } from '@/components/time/as-of';
import { Panel } from '@/components/ui/panel';
import { Notice } from '@/components/ui/panel-states';
import { countLinkFilters, noLinkFilters } from '@/lib/queries/links-url';
import { topologyQuery } from '@/lib/queries/topology';
import { topologyParsers } from '@/lib/queries/topology-url';
import { TopologyView } from './topology-view';

/** Links as a picture, from all sites down to the tunnels of one link. All of what is looked at is in the URL. */
export function TopologyPage() {
  const [url, setUrl] = useQueryStates(topologyParsers, { shallow: true, scroll: false });
  const query = useQuery(topologyQuery(url));
  const change = useCallback(
    (part: object) => void setUrl(part as Parameters<typeof setUrl>[0], { history: 'push' }),
    [setUrl],
  );
  const filters = countLinkFilters({ ...url, sort: 'health', order: 'desc' });
  return (
    <Page>
      <PageHeader
        title="Topology"
        description="Sites and the links between them. Many links between two sites are one line; look at one to take it apart."
      />
      <Panel
        title="Topology"
        unit="links by site"
        sources={query.data && <AsOf at={query.data.at} />}
        isRefreshing={query.isFetching && !query.isPending}
      >
        <LinkFilters url={{ ...url, sort: 'health', order: 'desc' }} answer={query.data ?? null} onChange={change} />
        <MissingSourcesNotice sources={query.data?.sources ?? []} />
        {query.data?.gaps.map((gap) => (
          <Notice key={gap} tone="warning">
            {gap}
          </Notice>
        ))}
        <QueryView query={query} subject="Topology" needs="inventory:read">
          {(topology) =>
            topology.lines.from.length === 0 && !query.isPlaceholderData ? (
              <NoLinks sources={topology.sources} filters={filters} onClear={() => change(noLinkFilters)} />
            ) : (
              <TopologyView topology={topology} url={url} change={change} />
            )
          }
        </QueryView>
      </Panel>
    </Page>
  );
}
