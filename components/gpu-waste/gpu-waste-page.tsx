'use client';
import { useQuery } from '@tanstack/react-query';
import { findBook } from '@/components/cost/book-name';
import { CostEmpty } from '@/components/cost/cost-empty';
import { CostSkeleton } from '@/components/cost/cost-skeleton';
import { MissingNotice } from '@/components/cost/missing-notice';
import { SourcesPanel } from '@/components/cost/sources-panel';
import { BookChoice, LabelledChoice, SpanControls } from '@/components/cost/span-controls';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { useMay } from '@/components/shell/use-me';
import { AsOf } from '@/components/time/as-of';
import { useClock } from '@/components/time/clock-provider';
import { Panel } from '@/components/ui/panel';
import type { GpuWaste, GpuWasteCost } from '@/lib/api/contracts/gpu-waste';
import { costMetrics } from '@/lib/domain/cost/billing-delivery';
import { gpuWasteKeys, totalGpuTime } from '@/lib/domain/cost/gpu-use';
import { costMetricWords } from '@/lib/format/cost-words';
import { gpuWasteKeyWords } from '@/lib/format/gpu-waste-words';
import { gpuWasteQuery, toGpuWasteState } from '@/lib/queries/gpu-waste';
import { CoverNotice } from './cover-notice';
import { DayChart } from './day-chart';
import { IdleNow } from './idle-now';
import { Ladder } from './ladder';
import { PartsBar } from './parts-bar';
import { RunsPanel } from './runs-panel';
import { TokenCosts } from './token-costs';
import { type GpuWasteUrl, useGpuWasteUrl } from './use-gpu-waste-url';
import { toGround } from './waste-figures';
import { WasteFilters } from './waste-filters';
import { WasteTable } from './waste-table';
import { WasteTiles } from './waste-tiles';

/** What was paid for GPUs, and how much of it was for GPUs that did nothing, or worked for nothing. */
export function GpuWastePage() {
  const { now } = useClock();
  const { url, change } = useGpuWasteUrl();
  const mayRead = useMay('cost:read');
  const state = toGpuWasteState(url, now);
  const query = useQuery(gpuWasteQuery(state));
  const books = query.data?.whole.costs ?? [];
  const book = findBook(books, url.book);
  const view = (
    <QueryView query={query} subject="GPU waste" needs="cost:read" skeleton={<CostSkeleton />}>
      {(waste) => <WastePanels waste={waste} url={url} change={change} isRefreshing={query.isFetching} />}
    </QueryView>
  );
  return (
    <Page>
      <PageHeader
        title="GPU waste"
        actions={query.data && mayRead ? <AsOf at={query.data.at} className="text-meta text-muted" /> : null}
      />
      {mayRead ? (
        <>
          <SpanControls url={url} change={change} days={state.span} today={now.toISOString().slice(0, 10)}>
            <LabelledChoice
              label="Cost"
              value={url.metric}
              options={costMetrics.map((one) => ({ value: one, label: costMetricWords[one].title }))}
              onValue={(metric) => change({ metric })}
            />
            <LabelledChoice
              label="By"
              value={url.by}
              options={gpuWasteKeys.map((one) => ({ value: one, label: gpuWasteKeyWords[one].title }))}
              onValue={(by) => change({ by })}
            />
            <LabelledChoice
              label="Show"
              value={chooseUnit(url.unit, book)}
              options={[
                { value: 'cost', label: 'Cost' },
                { value: 'hours', label: 'GPU-hours' },
              ]}
              onValue={(unit) => change({ unit })}
            />
            {book === null ? null : <BookChoice books={books} book={book} onBook={(name) => change({ book: name })} />}
          </SpanControls>
          <WasteFilters url={url} change={change} />
        </>
      ) : null}
      {!mayRead || (query.error && !query.data) ? <Panel title="GPU waste">{view}</Panel> : view}
    </Page>
  );
}

/** Without a bill there is nothing but hours to show, and of a bill of which nothing is measured they tell more. */
function chooseUnit(asked: 'cost' | 'hours' | null, book: GpuWasteCost | null): 'cost' | 'hours' {
  if (book === null) return 'hours';
  return asked ?? (book.waste === null ? 'hours' : 'cost');
}

interface WastePanelsProps extends GpuWasteUrl {
  waste: GpuWaste;
  isRefreshing: boolean;
}

function WastePanels({ waste, url, change, isRefreshing }: WastePanelsProps) {
  const book = findBook(waste.whole.costs, url.book);
  const filterCount = gpuWasteKeys.filter((key) => url[key].length > 0).length;
  const isEmpty = book === null && totalGpuTime(waste.whole.time) === 0;
  const unit = chooseUnit(url.unit, book);
  const shown = { waste, book, unit, isRefreshing } as const;
  return (
    <>
      <div className="overflow-hidden rounded-panel empty:hidden">
        <MissingNotice cost={toGround(waste)} />
        <CoverNotice waste={waste} />
      </div>
      {isEmpty ? (
        <Panel title="GPU waste" isRefreshing={isRefreshing}>
          <CostEmpty
            sources={waste.sources}
            filterCount={filterCount}
            onClear={() => change({ team: null, site: null, provider: null, 'gpu-model': null })}
          />
        </Panel>
      ) : (
        <>
          <WasteTiles waste={waste} book={book} />
          <PartsBar {...shown} />
          <DayChart {...shown} />
          <WasteTable {...shown} by={url.by} onLook={(value) => change({ [url.by]: [value] })} />
          <IdleNow filters={url} />
          <RunsPanel kind="lost" waste={waste} isRefreshing={isRefreshing} />
          <RunsPanel kind="ended" waste={waste} isRefreshing={isRefreshing} />
          <TokenCosts waste={waste} />
          <Ladder waste={waste} />
        </>
      )}
      {waste.sources.length === 0 ? null : <SourcesPanel sources={waste.sources} />}
    </>
  );
}
