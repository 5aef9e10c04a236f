'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { MissingSourcesNotice } from '@/components/sources/missing-sources-notice';
import { AsOf } from '@/components/time/as-of';
import { Button } from '@/components/ui/button';
import { KeysetFooter } from '@/components/ui/keyset-footer';
import { Panel } from '@/components/ui/panel';
import { Notice } from '@/components/ui/panel-states';
import { SkeletonRows } from '@/components/ui/skeleton';
import type { LinksPage as LinksAnswer } from '@/lib/api/contracts/links';
import { describeCount, isUnknownCount } from '@/lib/format/format-count';
import { formatNumber } from '@/lib/format/format-number';
import { toApiProblem } from '@/lib/queries/api-problem';
import { areLinksRefreshedByThemselves, linksQuery } from '@/lib/queries/links';
import { countLinkFilters, linkParsers, noLinkFilters } from '@/lib/queries/links-url';
import { DeclareLinkButton } from './declared/declare-link-button';
import { LinkFilters } from './link-filters';
import { LinkTable } from './link-table';
import { NoLinks } from './no-links';
import { type Watchable, WatchMenu } from './watch-menu';

/** Every link of every provider. The filters and the order are in the URL. */
export function LinksPage() {
  const [url, setUrl] = useQueryStates(linkParsers, { shallow: true, scroll: false });
  const query = useInfiniteQuery(linksQuery(url));
  const first = query.data?.pages[0];
  const latest = query.data?.pages.at(-1) ?? null;
  const isRefreshing = query.isFetching && !query.isPending && !query.isFetchingNextPage;
  const filters = countLinkFilters(url);
  const change = useCallback(
    (part: object) => void setUrl(part as Parameters<typeof setUrl>[0], { history: 'push' }),
    [setUrl],
  );
  return (
    <Page>
      <PageHeader
        title="Links"
        description="VPNs, private circuits, transit and edge tunnels of every provider: how each stands, what it carries and what stands in for it."
        actions={
          <>
            <WatchMenu offered={toWatchable(url.site, latest?.siteTitles ?? {})} names={latest?.siteTitles ?? {}} />
            <DeclareLinkButton />
          </>
        }
      />
      <Panel
        title="Links"
        unit="over every provider"
        sources={first && <AsOf at={first.at} />}
        isRefreshing={isRefreshing}
      >
        <LinkFilters url={url} answer={latest} onChange={change} />
        <MissingSourcesNotice sources={latest?.sources ?? []} />
        {latest?.gaps.map((gap) => (
          <Notice key={gap} tone="warning">
            {gap}
          </Notice>
        ))}
        <QueryView
          query={{ ...query, error: query.isFetchNextPageError ? null : query.error }}
          subject="Links"
          needs="inventory:read"
        >
          {({ pages }) => {
            const links = pages.flatMap((page) => page.items);
            if (links.length === 0 && query.isPlaceholderData) return <SkeletonRows label="Loading links" />;
            if (links.length === 0)
              return (
                <NoLinks sources={latest?.sources ?? []} filters={filters} onClear={() => change(noLinkFilters)} />
              );
            return (
              <>
                {areLinksRefreshedByThemselves(pages.length) ? null : (
                  <Notice
                    tone="neutral"
                    action={
                      <Button size="compact" onClick={() => void query.refetch()} isPending={isRefreshing}>
                        Refresh
                      </Button>
                    }
                  >
                    So long a list is read again only when asked.
                  </Notice>
                )}
                <LinkTable
                  label="List of links"
                  links={links}
                  siteTitles={latest?.siteTitles ?? {}}
                  sorting={{
                    sort: url.sort,
                    order: url.order,
                    onSort: (sort) =>
                      change({ sort, order: url.sort === sort && url.order === 'desc' ? 'asc' : 'desc' }),
                  }}
                />
                <KeysetFooter
                  summary={query.isPlaceholderData ? 'Searching…' : toSummary(latest, links.length)}
                  hasMore={query.hasNextPage}
                  isLoadingMore={query.isFetchingNextPage}
                  onLoadMore={() => void query.fetchNextPage()}
                  fault={query.isFetchNextPageError ? toApiProblem(query.error).message : null}
                />
              </>
            );
          }}
        </QueryView>
      </Panel>
    </Page>
  );
}

/** All links, and those of the sites that the list is narrowed to. */
function toWatchable(sites: readonly string[], titles: Readonly<Record<string, string>>): Watchable[] {
  return [
    { watch: { subject: 'all' }, words: 'All links I may see' },
    ...sites
      .filter((site) => site !== '')
      .map(
        (target): Watchable => ({ watch: { subject: 'site', target }, words: `Links of ${titles[target] ?? target}` }),
      ),
  ];
}

function toSummary(answer: LinksAnswer | null, loaded: number): string {
  if (answer === null || isUnknownCount(answer.total)) return 'How many there are is not known';
  return `${formatNumber(loaded)} of ${describeCount(answer.total, 'link')} shown`;
}
