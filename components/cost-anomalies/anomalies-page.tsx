'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useQueryState } from 'nuqs';
import { SourcesPanel } from '@/components/cost/sources-panel';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { Instant } from '@/components/time/instant';
import { Button } from '@/components/ui/button';
import { KeysetFooter } from '@/components/ui/keyset-footer';
import { Panel } from '@/components/ui/panel';
import { EmptyState, PartialNotice } from '@/components/ui/panel-states';
import type { CostAnomalies } from '@/lib/api/contracts/cost-anomalies';
import { formatDays } from '@/lib/format/format-day';
import { formatQuantity } from '@/lib/format/format-number';
import { toApiProblem } from '@/lib/queries/api-problem';
import { anomalyParsers, costAnomaliesQuery } from '@/lib/queries/cost-anomalies';
import { AnomalyTable } from './anomaly-table';
import { sayLookedThrough } from './say-looked-through';

const states = { open: 'Open', all: 'All' } as const;

/** Costs that are out of what their past foretold, each told once, with what made it. */
export function AnomaliesPage() {
  const [state, setState] = useQueryState(
    'state',
    anomalyParsers.state.withOptions({ shallow: true, history: 'push' }),
  );
  const query = useInfiniteQuery(costAnomaliesQuery(state));
  const sources = query.data?.pages[0]?.judged?.sources ?? [];
  return (
    <Page>
      <PageHeader
        title="Cost anomalies"
        description="Days that cost more or less than the same weekday and the recent level foretell."
      />
      <Panel
        title="Anomalies"
        unit={state === 'open' ? 'that nobody has settled' : 'all there ever were'}
        isRefreshing={query.isFetching && !query.isPending && !query.isFetchingNextPage}
        menu={
          <fieldset className="flex gap-1">
            <legend className="sr-only">Which anomalies</legend>
            {(['open', 'all'] as const).map((one) => (
              <Button
                key={one}
                size="compact"
                variant={one === state ? 'secondary' : 'quiet'}
                aria-pressed={one === state}
                onClick={() => void setState(one)}
              >
                {states[one]}
              </Button>
            ))}
          </fieldset>
        }
      >
        <QueryView
          query={{ ...query, error: query.isFetchNextPageError ? null : query.error }}
          subject="Anomalies"
          needs="cost:read"
        >
          {({ pages }) => {
            const [first] = pages;
            const items = pages.flatMap((page) => page.items);
            if (first === undefined || items.length === 0)
              return (
                <>
                  <NotLookedThrough judged={first?.judged ?? null} />
                  <NoAnomalies judged={first?.judged ?? null} isOpen={state === 'open'} />
                </>
              );
            return (
              <>
                <NotLookedThrough judged={first.judged} />
                <AnomalyTable anomalies={items} />
                <KeysetFooter
                  summary={
                    <>
                      {formatQuantity(items.length, 'anomaly', 'anomalies')}
                      {query.hasNextPage ? ', there are more' : ''}. <Judged judged={first.judged} />
                    </>
                  }
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
      {sources.length === 0 ? null : <SourcesPanel sources={sources} />}
    </Page>
  );
}

/** Which sources were not looked through whole, with the reason; nothing where all were. */
function NotLookedThrough({ judged }: { judged: CostAnomalies['judged'] }) {
  const { count, missing } = judged === null ? { count: '', missing: null } : sayLookedThrough(judged);
  if (missing === null) return null;
  return (
    <PartialNotice>
      Looked through {count}. Not judged, for want of bills: {missing}
    </PartialNotice>
  );
}

function NoAnomalies({ judged, isOpen }: { judged: CostAnomalies['judged']; isOpen: boolean }) {
  if (judged === null)
    return (
      <EmptyState title="Costs were not looked through yet">
        The worker looks through them once bills are there, and again when new ones come.
      </EmptyState>
    );
  return (
    <EmptyState title={isOpen ? 'No open anomaly' : 'No anomaly was ever found'}>
      <p>
        What is known of the costs is within what their past foretells. Days that no bill tells are not judged.{' '}
        <Judged judged={judged} />
      </p>
    </EmptyState>
  );
}

function Judged({ judged }: { judged: CostAnomalies['judged'] }) {
  if (judged === null) return null;
  return (
    <>
      Looked through {sayLookedThrough(judged).count}, {formatDays(judged.from, judged.to)}, on{' '}
      <Instant at={judged.at} as="both" />.{sayUnwatched(judged)}
    </>
  );
}

/** What was too small to be looked at; nothing where there is none, or where it is not told. */
function sayUnwatched({ unwatched, leftOut }: NonNullable<CostAnomalies['judged']>): string {
  const small =
    unwatched === null || unwatched === 0
      ? ''
      : ` ${formatQuantity(unwatched, 'value is', 'values are')} not watched: others of the same kind cost more.`;
  const beside =
    leftOut === null || leftOut === 0
      ? ''
      : ` ${formatQuantity(leftOut, 'smaller anomaly was', 'smaller anomalies were')} not looked into.`;
  return small + beside;
}
