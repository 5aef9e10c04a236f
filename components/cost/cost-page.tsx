'use client';
import { useQuery } from '@tanstack/react-query';
import { QueryView } from '@/components/query-view/query-view';
import { ViewsMenu } from '@/components/saved-views/views-menu';
import { Page, PageHeader } from '@/components/shell/page-header';
import { useMay } from '@/components/shell/use-me';
import { AsOf } from '@/components/time/as-of';
import { useClock } from '@/components/time/clock-provider';
import { Panel } from '@/components/ui/panel';
import { costQuery } from '@/lib/queries/cost';
import { serialiseCost, toCostState } from '@/lib/queries/cost-url';
import { CostControls } from './cost-controls';
import { CostExport } from './cost-export';
import { CostFilters } from './cost-filters';
import { CostPanels } from './cost-panels';
import { CostRowsPanel } from './cost-rows-panel';
import { CostShare } from './cost-share';
import { CostSkeleton } from './cost-skeleton';
import { useCostUrl } from './use-cost-url';

/** What was charged: to the cent, by whom, for what, and what is still missing from it. */
export function CostPage() {
  const { now } = useClock();
  const costUrl = useCostUrl();
  const { url, change, filter, clearFilters } = costUrl;
  const mayRead = useMay('cost:read');
  const state = toCostState(url, now);
  const query = useQuery(costQuery(state));
  const view = (
    <QueryView query={query} subject="Costs" needs="cost:read" skeleton={<CostSkeleton />}>
      {(cost) => (
        <CostPanels
          cost={cost}
          state={state}
          costUrl={costUrl}
          isRefreshing={query.isFetching}
          isPlaceholder={query.isPlaceholderData}
          rows={
            url.rows ? (
              <CostRowsPanel
                span={state.span}
                filters={state.filters}
                metric={state.metric}
                time={state.time}
                onClose={() => change({ rows: null })}
              />
            ) : null
          }
        />
      )}
    </QueryView>
  );
  return (
    <Page>
      <PageHeader
        title="Cost"
        actions={
          mayRead ? (
            <>
              {query.data ? <AsOf at={query.data.at} className="text-meta text-muted" /> : null}
              <ViewsMenu page="cost" query={serialiseCost(url).slice(1)} />
              <CostShare url={url} days={state.span} asOf={query.data?.asOf ?? null} />
              <CostExport state={state} cost={query.isPlaceholderData ? null : (query.data ?? null)} />
            </>
          ) : null
        }
      />
      {mayRead ? (
        <>
          <CostControls url={url} change={change} days={state.span} today={now.toISOString().slice(0, 10)} />
          <CostFilters state={state} onFilter={filter} onClear={clearFilters} />
        </>
      ) : null}
      {!mayRead || (query.error && !query.data) ? <Panel title="Costs">{view}</Panel> : view}
    </Page>
  );
}
