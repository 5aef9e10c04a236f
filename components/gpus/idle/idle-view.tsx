'use client';
import { useQuery } from '@tanstack/react-query';
import { PanelSources } from '@/components/overview/panel-sources';
import { QueryView } from '@/components/query-view/query-view';
import { isWhole } from '@/components/sources/judge-source';
import { Panel } from '@/components/ui/panel';
import { EmptyState, NoMatchState, Notice } from '@/components/ui/panel-states';
import { SkeletonRows } from '@/components/ui/skeleton';
import type { IdleGpus } from '@/lib/api/contracts/gpu-capacity';
import { formatQuantity } from '@/lib/format/format-number';
import { formatPercent, nameMetric } from '@/lib/format/metric-words';
import { idleGpusQuery } from '@/lib/queries/gpus';
import { countGpuFilters } from '@/lib/queries/gpus-url';
import { formatDuration } from '@/lib/time/format-duration';
import { FigureNote } from '../figure-note';
import { sayGpuFigure } from '../gpu-figure';
import type { GpusUrl } from '../use-gpus-url';
import { IdleTable } from './idle-table';

export interface IdleViewProps extends Pick<GpusUrl, 'url' | 'clearFilters'> {
  siteTitles: Readonly<Record<string, string>>;
}

/** Devices that somebody holds and does nothing with, whose they are, and since when. */
export function IdleView({ url, clearFilters, siteTitles }: IdleViewProps) {
  const query = useQuery(idleGpusQuery(url));
  const idle = query.data;
  return (
    <Panel
      title="Allocated and idle"
      unit={idle && `${sayGpuFigure(idle.total)} GPUs`}
      sources={idle && <PanelSources sources={idle.sources} />}
      menu={idle && <IdleNote idle={idle} />}
      isRefreshing={query.isFetching && idle !== undefined}
    >
      <QueryView query={query} subject="Idle GPUs" needs="inventory:read">
        {(loaded) =>
          loaded.items.length === 0 && query.isPlaceholderData ? (
            <SkeletonRows label="Loading idle GPUs" />
          ) : loaded.items.length === 0 ? (
            <NoneIdle idle={loaded} filterCount={countGpuFilters(url)} onClear={clearFilters} />
          ) : (
            <>
              {loaded.leftOut === 0 ? null : (
                <Notice tone="neutral">{formatQuantity(loaded.leftOut, 'more idle GPU')}: filter to see them.</Notice>
              )}
              {loaded.gaps.length === 0 ? null : (
                <Notice tone="unknown">Some may be idle for longer than is told. {loaded.gaps.join(' ')}</Notice>
              )}
              <IdleTable idle={loaded} siteTitles={siteTitles} />
            </>
          )
        }
      </QueryView>
    </Panel>
  );
}

function IdleNote({ idle }: { idle: IdleGpus }) {
  const metrics = [...new Set(idle.items.map(({ metric }) => metric))];
  return (
    <FigureNote
      title="Allocated and idle"
      definition="Devices that somebody holds and that do nothing. Memory held: something lies in its memory. Empty: nothing does. Those whose use nobody measures are unknown."
      formula={`${metrics.length === 0 ? 'SM active, else engine active, else kernel active,' : metrics.map(nameMetric).join(' or ')} under ${formatPercent(idle.below * 100)} in every five minutes of ${formatDuration(idle.forMs)} while held.`}
      at={idle.at}
      sources={idle.sources}
    />
  );
}

/** Nothing idle is known of: said as a finding only where every source is whole and every device is measured. */
function NoneIdle({ idle, filterCount, onClear }: { idle: IdleGpus; filterCount: number; onClear: () => void }) {
  const isSure = idle.sources.every(isWhole) && idle.total.unknown === 0 && !idle.total.atLeast;
  const doubt = isSure
    ? null
    : `Of ${formatQuantity(idle.total.unknown, 'GPU')} nobody can say, or sources are missing, so that some may be idle all the same.`;
  if (filterCount > 0) {
    return (
      <NoMatchState title={`No idle GPU matches ${formatQuantity(filterCount, 'filter')}`} onClear={onClear}>
        {doubt}
      </NoMatchState>
    );
  }
  return (
    <EmptyState title={isSure ? 'No GPU is held and idle' : 'No idle GPU is known of'}>
      {doubt ?? 'Every GPU that somebody holds did something in the last quarter of an hour.'}
    </EmptyState>
  );
}
