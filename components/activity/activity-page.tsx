'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { QueryView } from '@/components/query-view/query-view';
import { ViewsMenu } from '@/components/saved-views/views-menu';
import { Page, PageHeader } from '@/components/shell/page-header';
import { useMay } from '@/components/shell/use-me';
import { KeysetFooter } from '@/components/ui/keyset-footer';
import { Panel } from '@/components/ui/panel';
import { EmptyState, NoMatchState } from '@/components/ui/panel-states';
import { formatQuantity } from '@/lib/format/format-number';
import { activityQuery } from '@/lib/queries/activity';
import { activityParsers, countActivityFilters, serialiseActivity } from '@/lib/queries/activity-url';
import { toApiProblem } from '@/lib/queries/api-problem';
import { ActivityFilters, noActivityFilters } from './activity-filters';
import { ActivityTable } from './activity-table';
import { VerificationPanel } from './verification-panel';

/** Who did what, whether it was allowed, and whether the record of it is whole. The filters are in the URL. */
export function ActivityPage() {
  const [filter, setFilter] = useQueryStates(activityParsers);
  // Asking in vain would put a denied attempt on record for opening a page.
  const query = useInfiniteQuery({ ...activityQuery(filter), enabled: useMay('activity:read') });
  const filters = countActivityFilters(filter);
  const actions = query.data?.pages[0]?.actions ?? [];
  return (
    <Page>
      <PageHeader
        title="Activity"
        description="Every change and every refused attempt, in the order they happened."
        actions={<ViewsMenu page="activity" query={serialiseActivity(filter).slice(1)} />}
      />
      <VerificationPanel />
      <Panel
        title="Entries"
        unit="newest first"
        isRefreshing={query.isFetching && !query.isPending}
        className="max-w-[100rem]"
      >
        <ActivityFilters filter={filter} onFilterChange={setFilter} actions={actions} />
        <QueryView query={query} subject="Entries" needs="activity:read">
          {({ pages }) => {
            const entries = pages.flatMap((page) => page.items);
            if (entries.length > 0) {
              return (
                <>
                  <ActivityTable entries={entries} />
                  <KeysetFooter
                    summary={`${formatQuantity(entries.length, 'entry', 'entries')} shown`}
                    hasMore={query.hasNextPage}
                    isLoadingMore={query.isFetchingNextPage}
                    onLoadMore={() => query.fetchNextPage()}
                    fault={query.isFetchNextPageError ? toApiProblem(query.error).message : null}
                  />
                </>
              );
            }
            if (filters === 0)
              return (
                <EmptyState title="Nothing is on record yet" icon={ScrollText}>
                  The first change starts it.
                </EmptyState>
              );
            return (
              <NoMatchState
                title={`No entry matches ${formatQuantity(filters, 'filter')}`}
                onClear={() => setFilter(noActivityFilters)}
              />
            );
          }}
        </QueryView>
      </Panel>
    </Page>
  );
}
