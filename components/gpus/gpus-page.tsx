'use client';
import { useQuery } from '@tanstack/react-query';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { MissingSourcesNotice } from '@/components/sources/missing-sources-notice';
import { Panel } from '@/components/ui/panel';
import { SkeletonRows } from '@/components/ui/skeleton';
import { Tabs } from '@/components/ui/tabs';
import type { GpuFleet } from '@/lib/api/contracts/gpus';
import { gpuFleetQuery } from '@/lib/queries/gpus';
import { countGpuFilters } from '@/lib/queries/gpus-url';
import { EmptyFleet } from './empty-fleet';
import { GpuFilters } from './filters/gpu-filters';
import { FleetView } from './fleet/fleet-view';
import { GpusSkeleton } from './gpus-skeleton';
import { IdleView } from './idle/idle-view';
import { PlacementView } from './placement/placement-view';
import { TimelineView } from './timeline/timeline-view';
import { type GpusUrl, useGpusUrl } from './use-gpus-url';

/** Is the money working: which GPUs are broken, idle or starved, and what would still fit. */
export function GpusPage() {
  const state = useGpusUrl();
  const query = useQuery(gpuFleetQuery({ filters: state.url, metric: state.url.metric }));
  const view = (
    <QueryView query={query} subject="GPUs" needs="inventory:read" skeleton={<GpusSkeleton />}>
      {(fleet) => (
        <GpuPanels
          fleet={fleet}
          isPlaceholder={query.isPlaceholderData}
          isRefreshing={query.isFetching}
          state={state}
        />
      )}
    </QueryView>
  );
  return (
    <Page>
      <PageHeader title="GPUs" />
      {query.error && !query.data ? <Panel title="Fleet">{view}</Panel> : view}
    </Page>
  );
}

interface GpuPanelsProps {
  fleet: GpuFleet;
  /** The fleet of other filters stands in while this one is on its way. */
  isPlaceholder: boolean;
  isRefreshing: boolean;
  state: GpusUrl;
}

function GpuPanels({ fleet, isPlaceholder, isRefreshing, state }: GpuPanelsProps) {
  const { url, change, filter, clearFilters } = state;
  const filterCount = countGpuFilters(url);
  const isEmpty = fleet.sites.length === 0;
  const empty = isPlaceholder ? (
    <SkeletonRows label="Loading GPUs" />
  ) : (
    <EmptyFleet sources={fleet.sources} filterCount={filterCount} onClear={clearFilters} />
  );
  // With nothing to narrow and nothing there, no view has more to say.
  if (isEmpty && !isPlaceholder && filterCount === 0) return <Panel title="Fleet">{empty}</Panel>;
  return (
    <>
      <div className="overflow-hidden rounded-panel empty:hidden">
        <MissingSourcesNotice sources={fleet.sources} />
      </div>
      <GpuFilters fleet={fleet} chosen={url} onFilter={filter} onClear={clearFilters} />
      <Tabs
        label="Views of the GPUs"
        value={url.tab}
        onValueChange={(tab) => change({ tab })}
        tabs={[
          {
            value: 'fleet',
            label: 'Fleet',
            content: isEmpty ? (
              <Panel title="Fleet" isRefreshing={isRefreshing}>
                {empty}
              </Panel>
            ) : (
              <FleetView fleet={fleet} isRefreshing={isRefreshing} change={change} filter={filter} />
            ),
          },
          { value: 'time', label: 'Over time', content: <TimelineView fleet={fleet} url={url} change={change} /> },
          {
            value: 'idle',
            label: 'Idle',
            content: <IdleView url={url} clearFilters={clearFilters} siteTitles={fleet.siteTitles} />,
          },
          { value: 'fits', label: 'What fits', content: <PlacementView url={url} clearFilters={clearFilters} /> },
        ]}
      />
    </>
  );
}
