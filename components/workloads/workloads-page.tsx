'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { isWhole } from '@/components/sources/judge-source';
import { MissingSourcesNotice } from '@/components/sources/missing-sources-notice';
import { AsOf } from '@/components/time/as-of';
import { Button } from '@/components/ui/button';
import { KeysetFooter } from '@/components/ui/keyset-footer';
import { Panel } from '@/components/ui/panel';
import { EmptyState, NoMatchState, Notice } from '@/components/ui/panel-states';
import { SkeletonRows } from '@/components/ui/skeleton';
import type { WorkloadsPage as WorkloadsAnswer } from '@/lib/api/contracts/workloads';
import { describeCount, isUnknownCount } from '@/lib/format/format-count';
import { formatNumber, formatQuantity } from '@/lib/format/format-number';
import { toApiProblem } from '@/lib/queries/api-problem';
import { isWorkRefreshedByItself, workloadsQuery } from '@/lib/queries/workloads';
import { countWorkloadFilters, noWorkloadFilters, workloadParsers } from '@/lib/queries/workloads-url';
import { WorkNotes } from './work-notes';
import { WorkloadFilters } from './workload-filters';
import { WorkloadTable } from './workload-table';

/** Everything that asks for or holds accelerators, over every scheduler. The filters and the order are in the URL. */
export function WorkloadsPage() {
  const [url, setUrl] = useQueryStates(workloadParsers, { shallow: true, scroll: false });
  const query = useInfiniteQuery(workloadsQuery(url));
  // The first page is the oldest: the others were read after it.
  const first = query.data?.pages[0];
  const latest = query.data?.pages.at(-1) ?? null;
  const isRefreshing = query.isFetching && !query.isPending && !query.isFetchingNextPage;
  const sources = latest?.sources ?? [];
  const filters = countWorkloadFilters(url);
  const change = useCallback(
    (part: object) => void setUrl(part as Parameters<typeof setUrl>[0], { history: 'push' }),
    [setUrl],
  );
  return (
    <Page>
      <PageHeader
        title="Workloads"
        description="Jobs, pods and training runs that ask for or hold GPUs, and why those that wait do so."
      />
      <Panel
        title="Work"
        unit="over every scheduler"
        sources={first && <AsOf at={first.at} />}
        menu={
          first && (
            <WorkNotes
              subject="the columns"
              about={['held', 'position', 'waited']}
              at={first.at}
              sources={first.sources}
            />
          )
        }
        isRefreshing={isRefreshing}
      >
        <WorkloadFilters url={url} answer={latest} siteTitles={latest?.siteTitles ?? {}} onChange={change} />
        <MissingSourcesNotice sources={sources} />
        <QueryView
          query={{ ...query, error: query.isFetchNextPageError ? null : query.error }}
          subject="Workloads"
          needs="inventory:read"
        >
          {({ pages }) => {
            const workloads = pages.flatMap((page) => page.items);
            if (workloads.length === 0 && query.isPlaceholderData) return <SkeletonRows label="Loading workloads" />;
            if (workloads.length === 0) {
              return <NoWork answer={latest} filters={filters} onClear={() => change(noWorkloadFilters)} />;
            }
            return (
              <>
                {isWorkRefreshedByItself(pages.length) ? null : (
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
                <WorkloadTable
                  workloads={workloads}
                  siteTitles={latest?.siteTitles ?? {}}
                  sort={url.sort}
                  order={url.order}
                  onSort={(sort) => change({ sort, order: url.sort === sort && url.order === 'desc' ? 'asc' : 'desc' })}
                />
                <KeysetFooter
                  summary={query.isPlaceholderData ? 'Searching…' : toSummary(latest, workloads.length)}
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

function toSummary(answer: WorkloadsAnswer | null, loaded: number): string {
  if (answer === null || isUnknownCount(answer.total)) return 'How many there are is not known';
  return `${formatNumber(loaded)} of ${describeCount(answer.total, 'workload')} shown`;
}

/** Why there are no rows: an absence is told as one only where every source was read. */
function NoWork({
  answer,
  filters,
  onClear,
}: {
  answer: WorkloadsAnswer | null;
  filters: number;
  onClear: () => void;
}) {
  if (filters > 0) {
    return <NoMatchState title={`No workloads match ${formatQuantity(filters, 'filter')}`} onClear={onClear} />;
  }
  if (answer === null || answer.sources.length === 0) {
    return (
      <EmptyState title="No scheduler is connected yet" icon={ListChecks}>
        Connect a Kubernetes or Slurm cluster, or a cloud that runs training jobs.
      </EmptyState>
    );
  }
  if (!answer.sources.every(isWhole)) {
    return (
      <EmptyState title="Not known: sources are missing" icon={ListChecks}>
        None could be read, which does not mean that there is none.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nothing asks for GPUs" icon={ListChecks}>
      Every source was read wholly and recently.
    </EmptyState>
  );
}
