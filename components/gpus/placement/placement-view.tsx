'use client';
import { useQuery } from '@tanstack/react-query';
import { QueryView } from '@/components/query-view/query-view';
import { isWhole } from '@/components/sources/judge-source';
import { Panel } from '@/components/ui/panel';
import { EmptyState, NoMatchState, Notice } from '@/components/ui/panel-states';
import { SkeletonRows } from '@/components/ui/skeleton';
import type { GpuPlacement } from '@/lib/api/contracts/gpu-capacity';
import { formatQuantity } from '@/lib/format/format-number';
import { gpuPlacementQuery } from '@/lib/queries/gpus';
import { countGpuFilters, countNodeFilters } from '@/lib/queries/gpus-url';
import type { GpusUrl } from '../use-gpus-url';
import { ModelPlacement } from './model-placement';

/** What is free of each model, and the largest job that fits now. */
export function PlacementView({ url, clearFilters }: Pick<GpusUrl, 'url' | 'clearFilters'>) {
  const query = useQuery(gpuPlacementQuery(url));
  const view = (
    <QueryView query={query} subject="What fits" needs="inventory:read">
      {(placement) =>
        placement.models.length === 0 ? (
          <Panel title="What fits">
            {query.isPlaceholderData ? (
              <SkeletonRows label="Loading what fits" />
            ) : (
              <NothingFits placement={placement} filterCount={countNodeFilters(url)} onClear={clearFilters} />
            )}
          </Panel>
        ) : (
          <div className="flex flex-col gap-4">
            {placement.models.map((model) => (
              <ModelPlacement key={model.model} model={model} placement={placement} isRefreshing={query.isFetching} />
            ))}
          </div>
        )
      }
    </QueryView>
  );
  const unheeded = countGpuFilters(url) - countNodeFilters(url);
  return (
    <>
      {unheeded === 0 ? null : (
        <div className="mb-4 overflow-hidden rounded-panel">
          <Notice tone="neutral">
            Health and Use do not narrow what fits: all GPUs of a node decide what it can take.
          </Notice>
        </div>
      )}
      {query.data === undefined ? <Panel title="What fits">{view}</Panel> : view}
    </>
  );
}

interface NothingFitsProps {
  placement: GpuPlacement;
  filterCount: number;
  onClear: () => void;
}

function NothingFits({ placement, filterCount, onClear }: NothingFitsProps) {
  const doubt = placement.sources.every(isWhole)
    ? null
    : 'Sources are missing, so that there may be some all the same.';
  if (filterCount > 0) {
    return (
      <NoMatchState title={`No GPU matches ${formatQuantity(filterCount, 'filter')}`} onClear={onClear}>
        {doubt}
      </NoMatchState>
    );
  }
  return <EmptyState title={doubt === null ? 'There are no GPUs' : 'No GPU is known of'}>{doubt}</EmptyState>;
}
