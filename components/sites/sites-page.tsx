'use client';
import { useQuery } from '@tanstack/react-query';
import { MapPinned } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { useMay } from '@/components/shell/use-me';
import { isWhole } from '@/components/sources/judge-source';
import { MissingSourcesNotice } from '@/components/sources/missing-sources-notice';
import { AsOf } from '@/components/time/as-of';
import { Panel } from '@/components/ui/panel';
import { EmptyState, NoMatchState, Notice } from '@/components/ui/panel-states';
import type { SiteStandings } from '@/lib/api/contracts/site-pages';
import { formatNumber, formatQuantity } from '@/lib/format/format-number';
import { siteCostsQuery, siteStandingsQuery } from '@/lib/queries/site-pages';
import { countSiteFilters, noSiteFilters, sitesParsers } from '@/lib/queries/sites-url';
import { filterSites, sortSites } from './filter-sites';
import { SelectedSite } from './selected-site';
import { SiteFilters } from './site-filters';
import { SiteList } from './site-list';
import { SiteMapPanel } from './site-map-panel';

/** Every site on the map and in the list beside it, which show and mark the same. Filters and selection are in the URL. */
export function SitesPage() {
  const query = useQuery(siteStandingsQuery);
  return (
    <Page>
      <PageHeader
        title="Sites"
        description="Where everything runs: how each place stands, what it holds and how it is linked."
      />
      <QueryView query={query} subject="Sites" needs="inventory:read">
        {(standings) =>
          standings.items.length === 0 ? (
            <NoSites standings={standings} />
          ) : (
            <MapAndList standings={standings} isRefreshing={query.isFetching} />
          )
        }
      </QueryView>
    </Page>
  );
}

function MapAndList({ standings, isRefreshing }: { standings: SiteStandings; isRefreshing: boolean }) {
  const [url, setUrl] = useQueryStates(sitesParsers, { shallow: true, scroll: false });
  const costs = useQuery({ ...siteCostsQuery, enabled: useMay('cost:read') });
  const { items, sources, gaps, at } = standings;
  const { q, status, provider, sort, order } = url;
  const shown = useMemo(
    () => sortSites(filterSites(items, { q, status, provider }), { sort, order }),
    [items, q, status, provider, sort, order],
  );
  const change = useCallback(
    (part: object) => void setUrl(part as Parameters<typeof setUrl>[0], { history: 'push' }),
    [setUrl],
  );
  const select = useCallback(
    (name: string | null) => void setUrl({ selected: name }, { history: 'replace' }),
    [setUrl],
  );
  const selected = items.find(({ name }) => name === url.selected) ?? null;
  const filters = countSiteFilters(url);
  return (
    <>
      {gaps.map((gap) => (
        <Notice key={gap} tone="warning">
          {gap}
        </Notice>
      ))}
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,5fr)_minmax(0,9fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          <SiteMapPanel sites={shown} selected={url.selected} onSelect={select} />
          {selected === null ? null : <SelectedSite site={selected} onClose={() => select(null)} />}
        </div>
        <Panel
          title="Sites"
          unit={sayShown(shown.length, items.length)}
          sources={<AsOf at={at} />}
          isRefreshing={isRefreshing}
        >
          <SiteFilters url={url} sites={items} onChange={change} />
          <MissingSourcesNotice sources={sources} />
          {shown.length === 0 ? (
            <NoMatchState
              title={`No sites match ${formatQuantity(filters, 'filter')}`}
              onClear={() => change(noSiteFilters)}
            />
          ) : (
            <SiteList
              sites={shown}
              costs={costs.data ?? null}
              selected={url.selected}
              onSelect={select}
              sort={sort}
              order={order}
              onSort={(key) => change({ sort: key, order: sort === key && order === 'desc' ? 'asc' : 'desc' })}
            />
          )}
        </Panel>
      </div>
    </>
  );
}

function sayShown(shown: number, all: number): string {
  return shown === all ? formatQuantity(all, 'site') : `${formatNumber(shown)} of ${formatQuantity(all, 'site')}`;
}

/** Why there are none: an absence is told as one only where every source was read. */
function NoSites({ standings: { sources } }: { standings: SiteStandings }) {
  const isKnown = sources.length > 0 && sources.every(isWhole);
  return (
    <Panel title="Sites">
      {sources.length === 0 ? (
        <EmptyState title="No provider is connected yet" icon={MapPinned}>
          Sites come from what providers list, and from what is described in Settings.
        </EmptyState>
      ) : isKnown ? (
        <EmptyState title="There are no sites" icon={MapPinned}>
          Every source was read wholly and recently, and nothing stands anywhere.
        </EmptyState>
      ) : (
        <>
          <MissingSourcesNotice sources={sources} />
          <EmptyState title="Not known: sources are missing" icon={MapPinned}>
            No site could be read, which does not mean that there is none.
          </EmptyState>
        </>
      )}
    </Panel>
  );
}
