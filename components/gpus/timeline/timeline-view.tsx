'use client';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { QueryView } from '@/components/query-view/query-view';
import { Panel } from '@/components/ui/panel';
import { SkeletonRows } from '@/components/ui/skeleton';
import type { GpuFleet } from '@/lib/api/contracts/gpus';
import { gpuTimelineQuery } from '@/lib/queries/gpus';
import { type GpuSpan, readGpuSpan, writeGpuSpan } from '@/lib/queries/gpus-url';
import { RangeChoice } from '../range-choice';
import type { GpusUrl } from '../use-gpus-url';
import { TimelinePanel } from './timeline-panel';

/** Nodes over time, with the choice of how far back. */
export function TimelineView({ fleet, url, change }: Pick<GpusUrl, 'url' | 'change'> & { fleet: GpuFleet }) {
  const span = readGpuSpan(url);
  const look = (next: GpuSpan) => change(writeGpuSpan(next));
  const query = useQuery(gpuTimelineQuery({ filters: url, metric: url.metric }, span));
  const range = <RangeChoice span={span} onSpan={look} />;
  const frame = (children: ReactNode) => (
    <Panel title="Nodes over time" menu={range}>
      {children}
    </Panel>
  );
  if (query.data === undefined) {
    return frame(
      <QueryView
        query={query}
        subject="Nodes over time"
        needs="inventory:read"
        skeleton={<SkeletonRows label="Loading nodes over time" rows={12} />}
      >
        {() => null}
      </QueryView>,
    );
  }
  return (
    <QueryView query={query} subject="Nodes over time" needs="inventory:read">
      {(timeline) => (
        <TimelinePanel
          timeline={timeline}
          fleet={fleet}
          range={range}
          isRefreshing={query.isFetching}
          isOld={query.isPlaceholderData}
          onZoom={look}
          onMetric={(metric) => change({ metric })}
        />
      )}
    </QueryView>
  );
}
