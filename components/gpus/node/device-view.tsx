'use client';
import { useQuery } from '@tanstack/react-query';
import { useQueryStates } from 'nuqs';
import { QueryView } from '@/components/query-view/query-view';
import { useClock } from '@/components/time/clock-provider';
import { Panel } from '@/components/ui/panel';
import { Notice } from '@/components/ui/panel-states';
import type { GpuDeviceView, GpuNode } from '@/lib/api/contracts/gpu-nodes';
import { gpuHistoryQuery, toDevicePath } from '@/lib/queries/gpus';
import { type GpuSpan, gpuNodeParsers, readGpuSpan, writeGpuSpan } from '@/lib/queries/gpus-url';
import { RangeChoice } from '../range-choice';
import { DeviceCharts } from './device-charts';
import { DeviceFacts } from './device-facts';
import { SamplesPanel } from './samples-panel';
import { XidPanel } from './xid-panel';

/** One device in full: how it stands, what was measured of it over time, its XIDs, and the samples themselves. */
export function DeviceView({ node, device }: { node: GpuNode; device: GpuDeviceView }) {
  const [{ from, to, raw }, setUrl] = useQueryStates(gpuNodeParsers, { shallow: true, scroll: false });
  // The history tells XIDs as events; their samples can be asked for all the same.
  const xids = device.readings.filter(({ metric }) => metric === 'gpu.xid');
  const { zone } = useClock();
  const span = readGpuSpan({ from, to });
  const look = (next: GpuSpan) => void setUrl(writeGpuSpan(next), { history: 'push' });
  const query = useQuery(gpuHistoryQuery(node.id, device.slot, span));
  // Of the range before, until that of the new one comes: what it says of a range is not of this one.
  const isOld = query.isPlaceholderData;
  const view = (
    <QueryView query={query} subject="History" needs="inventory:read">
      {(history) => (
        <>
          {isOld
            ? null
            : history.gaps.map((gap) => (
                <Notice key={gap} tone="warning">
                  {gap}
                </Notice>
              ))}
          <DeviceCharts history={history} isOld={isOld} onZoom={look} />
          <XidPanel events={history.events} measured={history.xidMeasured} isOld={isOld} />
          <SamplesPanel
            path={toDevicePath(node.id, device.slot)}
            series={[...history.series, ...xids]}
            span={span}
            chosen={raw}
            onChoose={(next) => void setUrl({ raw: next }, { history: 'replace' })}
          />
        </>
      )}
    </QueryView>
  );
  return (
    <div className="flex flex-col gap-4">
      <DeviceFacts device={device} />
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="font-semibold text-panel">Over time</h2>
        <RangeChoice span={span} onSpan={look} />
        <span className="text-meta text-muted">
          Times in {zone}. A point is the mean of its bucket; of a counter, what it rose by.
        </span>
      </div>
      <p role="status" className="text-muted empty:hidden">
        {isOld ? 'Reading this range; what is shown is of the one before.' : null}
      </p>
      {query.data === undefined ? <Panel title="History">{view}</Panel> : view}
    </div>
  );
}
