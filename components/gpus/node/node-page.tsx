'use client';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useQueryStates } from 'nuqs';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { MissingSourcesNotice } from '@/components/sources/missing-sources-notice';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { SkeletonRows } from '@/components/ui/skeleton';
import type { GpuNode } from '@/lib/api/contracts/gpu-nodes';
import { gpuNodeQuery } from '@/lib/queries/gpus';
import { gpuNodeParsers } from '@/lib/queries/gpus-url';
import { DeviceTable } from './device-table';
import { NodePlace } from './node-place';
import { NodeSummary } from './node-summary';

/** Loaded with the first device that is opened: the charts are most of what it brings. */
const DeviceView = dynamic(() => import('./device-view').then((module) => module.DeviceView), {
  loading: () => <SkeletonRows label="Loading the device" />,
});

/** One node with its devices; one of them in full where the address says which. */
export function GpuNodePage({ id }: { id: string }) {
  const [{ gpu }] = useQueryStates(gpuNodeParsers);
  const query = useQuery(gpuNodeQuery(id));
  const name = query.data?.name ?? 'Node';
  const view = (
    <QueryView query={query} subject="Node" needs="inventory:read">
      {(node) => <NodePanels node={node} slot={gpu} isRefreshing={query.isFetching} />}
    </QueryView>
  );
  return (
    <Page>
      <PageHeader title={gpu === null ? name : `${name}, GPU ${gpu}`} />
      {query.error && !query.data ? <Panel title="Node">{view}</Panel> : view}
    </Page>
  );
}

interface NodePanelsProps {
  node: GpuNode;
  slot: number | null;
  isRefreshing: boolean;
}

function NodePanels({ node, slot, isRefreshing }: NodePanelsProps) {
  const device = node.devices.find((one) => one.slot === slot);
  return (
    <>
      <NodePlace node={node} slot={slot} />
      <div className="overflow-hidden rounded-panel empty:hidden">
        <MissingSourcesNotice sources={node.sources} />
      </div>
      {slot === null ? (
        <>
          <NodeSummary node={node} />
          <DeviceTable node={node} isRefreshing={isRefreshing} />
        </>
      ) : device ? (
        <DeviceView key={slot} node={node} device={device} />
      ) : (
        <Panel title={`GPU ${slot}`}>
          <EmptyState title={`${node.name} has no GPU ${slot} that is known`}>
            It has {node.devices.length} that are.
          </EmptyState>
        </Panel>
      )}
    </>
  );
}
